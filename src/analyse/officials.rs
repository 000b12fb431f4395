//! stub
pub fn officials(_t: &str) -> super::Officials {
    super::Officials::default()
}
pub fn canonical_post(t: &str) -> String {
    t.to_owned()
}
pub fn name_key(t: &str) -> String {
    crate::text::token::tokens(t).into_iter().map(|t| t.exact).collect::<Vec<_>>().join(" ")
}
