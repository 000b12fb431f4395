//! stub
use jiff::civil::Date;
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from: Date,
    pub to: Date,
}
pub fn parse_when(t: &str, _today: Date) -> Result<Span, String> {
    t.parse::<Date>().map(|d| Span { from: d, to: d }).map_err(|e| e.to_string())
}
