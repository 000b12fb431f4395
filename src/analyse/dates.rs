//! stub
use super::*;
pub fn dates(_t: &str, _p: Option<Date>) -> Vec<DateMention> {
    vec![]
}
pub fn published_from_text(_t: &str) -> Option<Date> {
    None
}
