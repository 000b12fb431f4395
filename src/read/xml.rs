//! Markup as a stream of three things: an element opens, text, an element closes. Namespaces are passed over,
//! entities that a file defines itself are not expanded, and depth is bounded.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Elements that may lie in one another; documents of word processors have some dozens.
const DEEPEST: usize = 2000;

/// What is met in a file of markup.
pub(super) enum Item<'x> {
    /// An element opens; one that is empty is closed by the next item.
    Open(Element<'x>),
    /// Text, entities resolved.
    Text(Cow<'x, str>),
    /// The innermost open element ends.
    Close,
}

/// An element as it opens.
pub(super) struct Element<'x>(BytesStart<'x>);

impl<'x> Element<'x> {
    /// Its name without the prefix of a namespace.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute called so, without the prefix of a namespace.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(resolve(&found.value).into_owned())
    }
}

/// Hands over all of `xml`, in its order.
///
/// # Errors
/// The reason, where the markup is damaged or nested too deeply; what came before has been handed over.
pub(super) fn each(xml: &str, take: &mut dyn FnMut(Item<'_>) -> Result<(), String>) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|error| format!("damaged markup: {error}"))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(format!("nested too deeply: expected at most {DEEPEST} elements in one another"));
                }
                take(Item::Open(Element(start)))?;
            }
            Event::Empty(start) => {
                take(Item::Open(Element(start)))?;
                take(Item::Close)?;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                take(Item::Close)?;
            }
            Event::Text(text) => take(Item::Text(text.into_inner()))?,
            Event::CData(text) => take(Item::Text(text.into_inner()))?,
            Event::GeneralRef(entity) => take(Item::Text(Cow::Owned(entity_text(&entity))))?,
            Event::Eof if depth > 0 => return Err("the file ends in the middle of its markup".to_owned()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What an entity stands for; those that a file defines itself stand for nothing.
fn entity_text(entity: &BytesRef<'_>) -> String {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        Ok(None) => {
            quick_xml::escape::resolve_predefined_entity(&entity.borrow().into_inner()).unwrap_or_default().to_owned()
        }
        Err(_) => char::REPLACEMENT_CHARACTER.to_string(),
    }
}

fn resolve(value: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(value).unwrap_or(Cow::Borrowed(value))
}
