//! Documents on their way to the threads that build segments: a bounded number.
//!
//! tantivy lets ten thousand wait. On a machine of two processors those who make them then get more than their share of
//! time while there is something to read, and at the end the rest is entered by one thread alone.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tantivy::TantivyDocument;
use tantivy::schema::document::Document;

/// So many documents wait at the most.
const MOST: usize = 512;
/// Who found that many waits until so many are left: to be woken for each would take longer.
const FEW: usize = MOST / 2;

/// How many documents wait.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<usize>,
    few: Condvar,
}

impl Queue {
    /// The document in its place; waits for one where too many are waiting.
    pub(super) fn enter(self: &Arc<Self>, document: TantivyDocument) -> Queued {
        let mut waiting = self.waiting();
        if *waiting >= MOST {
            let many = |waiting: &mut usize| *waiting > FEW;
            waiting = self.few.wait_while(waiting, many).unwrap_or_else(PoisonError::into_inner);
        }
        *waiting += 1;
        Queued { document, _place: Place(Arc::clone(self)) }
    }

    fn waiting(&self) -> MutexGuard<'_, usize> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A document that waits, or is being entered; when it goes, another one may come.
#[derive(Debug)]
pub(super) struct Queued {
    document: TantivyDocument,
    _place: Place,
}

#[derive(Debug)]
struct Place(Arc<Queue>);

impl Drop for Place {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting();
        *waiting -= 1;
        if *waiting == FEW {
            self.0.few.notify_all();
        }
    }
}

impl Document for Queued {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{Field, OwnedValue, Value};

    use super::*;

    #[test]
    fn no_more_wait_than_there_is_room_for_and_all_come_through() {
        let queue = Arc::new(Queue::default());
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                let (queue, sender) = (Arc::clone(&queue), sender.clone());
                scope.spawn(move || {
                    (0..MOST).for_each(|_| sender.send(queue.enter(TantivyDocument::default())).unwrap())
                });
            }
            drop(sender);
            for queued in receiver {
                assert!(*queue.waiting() <= MOST);
                drop(queued);
            }
        });
        assert_eq!(*queue.waiting(), 0);
    }

    #[test]
    fn a_document_in_its_place_is_what_it_was() {
        let mut document = TantivyDocument::default();
        document.add_text(Field::from_field_id(1), "Vạn Khê");
        let queued = Arc::new(Queue::default()).enter(document.clone());
        let expected = told(&document);
        assert_eq!(told(&queued), expected);
        assert_eq!(told(&queued.into_tantivy_document()), expected);
    }

    fn told(document: &impl Document) -> Vec<(Field, OwnedValue)> {
        document.iter_fields_and_values().map(|(field, value)| (field, value.as_value().into())).collect()
    }
}
