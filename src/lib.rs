//! Search for Vietnamese news bulletins.
pub mod analyse;
pub mod cli;
pub mod error;
pub mod index;
pub mod ingest;
pub mod query;
pub mod read;
pub mod render;
pub mod split;
pub mod text;
