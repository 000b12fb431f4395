//! Search for Vietnamese news bulletins.
pub mod analyse;
pub mod error;
pub mod index;
pub mod read;
pub mod split;
pub mod text;
