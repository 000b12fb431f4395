//! How a stored article is packed: each by itself, so that showing one unpacks no others, with a dictionary of what the
//! articles of this index have in common, so that it is as small as if they were packed together.
//!
//! The dictionary is made of the first articles that are entered, while the run goes on; what is packed before it is
//! there, or in an index of few articles, has none. It lies beside the segments and is named by its hash in the commit.
//!
//! Measured over 60,000 articles, zstd level 3: of blocks of 32 KB that hold thirteen articles each the size is .40 of
//! what is packed, of single articles .52, with a dictionary of 112 KB made of 5.7 MB .38, of 2.7 MB .39. The whole index is
//! 1.4 % larger with a dictionary of 32 KB than with one of 112.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::from_samples;

use super::folder::{hash_of, read_known, write_whole};
use crate::error::{Result, lock};

/// The first byte of what is packed without a dictionary.
const ALONE: u8 = 0;
/// The first byte of what is packed with the dictionary of the index.
const WITH_DICTIONARY: u8 = 1;
const WAYS: usize = 2;
/// Level 6 is 3 % smaller, at three times the work.
const LEVEL: i32 = 3;
/// Bytes of articles that a dictionary is made of.
const SAMPLE: usize = 3 << 20;
/// Bytes of one article that are looked at for it.
const LONGEST_SAMPLE: usize = 32 << 10;
/// Bytes of the largest dictionary. Each process that shows an article reads it and makes it ready: with 112 KB a start to
/// answer takes 2 % longer.
const LARGEST_DICTIONARY: usize = 32 << 10;
/// Bytes of the longest article that is ever unpacked.
const LONGEST: usize = 1 << 30;

/// The beginning of the names of dictionaries.
pub(super) const PREFIX: &str = "dictionary-";

/// A dictionary, and the file that holds it.
#[derive(Debug)]
struct Dictionary {
    name: String,
    bytes: Vec<u8>,
}

impl Dictionary {
    /// Reads the dictionary that a commit names.
    fn read(folder: &Path, name: &str) -> Result<Dictionary> {
        let bytes = read_known(&folder.join(name), name.strip_prefix(PREFIX).unwrap_or_default())?;
        Ok(Dictionary { name: name.to_owned(), bytes })
    }

    /// Makes one of samples and writes it into `folder`; `None` where they have too little in common.
    fn make(folder: &Path, samples: &[Vec<u8>]) -> Result<Option<Dictionary>> {
        let Ok(bytes) = from_samples(samples, LARGEST_DICTIONARY) else { return Ok(None) };
        let name = format!("{PREFIX}{}", hash_of(&bytes));
        write_whole(&folder.join(&name), &bytes)?;
        Ok(Some(Dictionary { name, bytes }))
    }
}

/// Packs articles, from any thread.
pub struct Packer {
    folder: Arc<Path>,
    dictionary: Arc<OnceLock<Dictionary>>,
    /// What packs in each way, while no thread uses it: making one anew takes longer than packing an article.
    idle: [Mutex<Vec<Compressor<'static>>>; WAYS],
    gathered: Mutex<Gathered>,
}

impl std::fmt::Debug for Packer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Packer").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// What a dictionary will be made of.
#[derive(Debug, Default)]
struct Gathered {
    samples: Vec<Vec<u8>>,
    bytes: usize,
    making: Option<JoinHandle<Result<()>>>,
}

impl Packer {
    /// A packer for the index whose segments lie in `folder`, with the dictionary that its commit names, if any.
    ///
    /// # Errors
    /// When the dictionary can't be read, or was changed since it was written.
    pub fn open(folder: &Path, dictionary: Option<&str>) -> Result<Packer> {
        let there = OnceLock::new();
        if let Some(name) = dictionary {
            let _ = there.set(Dictionary::read(folder, name)?);
        }
        let (idle, gathered) = Default::default();
        Ok(Packer { folder: folder.into(), dictionary: Arc::new(there), idle, gathered })
    }

    /// The article packed.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn pack(&self, article: &[u8]) -> std::io::Result<Vec<u8>> {
        let dictionary = self.dictionary.get();
        if dictionary.is_none() {
            self.gather(article);
        }
        let way = if dictionary.is_some() { WITH_DICTIONARY } else { ALONE };
        let idle = &self.idle[usize::from(way)];
        let ready = lock(idle).pop();
        let mut compressor = ready.map_or_else(|| compressor(dictionary), Ok)?;
        let mut packed = vec![0; 1 + zstd::zstd_safe::compress_bound(article.len())];
        let length = compressor.compress_to_buffer(article, &mut packed[1..])?;
        packed[0] = way;
        packed.truncate(1 + length);
        lock(idle).push(compressor);
        Ok(packed)
    }

    /// Keeps a copy of an article; has a dictionary made when there are enough.
    fn gather(&self, article: &[u8]) {
        let mut gathered = lock(&self.gathered);
        if gathered.making.is_some() {
            return;
        }
        let sample = &article[..article.len().min(LONGEST_SAMPLE)];
        gathered.bytes += sample.len();
        gathered.samples.push(sample.to_vec());
        if gathered.bytes >= SAMPLE {
            let samples = std::mem::take(&mut gathered.samples);
            let (folder, dictionary) = (Arc::clone(&self.folder), Arc::clone(&self.dictionary));
            gathered.making = Some(std::thread::spawn(move || {
                if let Some(made) = Dictionary::make(&folder, &samples)? {
                    let _ = dictionary.set(made);
                }
                Ok(())
            }));
        }
    }

    /// The name of the dictionary that a commit must name; waits for one that is being made.
    ///
    /// # Errors
    /// When it couldn't be written.
    pub(super) fn dictionary(&self) -> Result<Option<&str>> {
        if let Some(making) = lock(&self.gathered).making.take() {
            making.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        }
        Ok(self.dictionary.get().map(|dictionary| dictionary.name.as_str()))
    }
}

fn compressor(dictionary: Option<&Dictionary>) -> std::io::Result<Compressor<'static>> {
    let mut compressor = match dictionary {
        Some(dictionary) => Compressor::with_dictionary(LEVEL, &dictionary.bytes)?,
        None => Compressor::new(LEVEL)?,
    };
    // The index has one dictionary at most.
    compressor.include_dictid(false)?;
    Ok(compressor)
}

/// Unpacks articles, from any thread.
pub struct Unpacker {
    dictionary: Option<Dictionary>,
    /// What unpacks in each way, while no thread uses it.
    idle: [Mutex<Vec<Decompressor<'static>>>; WAYS],
}

impl std::fmt::Debug for Unpacker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unpacker").finish_non_exhaustive()
    }
}

impl Unpacker {
    /// An unpacker for the index whose segments lie in `folder`, with the dictionary that its commit names, if any.
    ///
    /// # Errors
    /// When the dictionary can't be read, or was changed since it was written.
    pub(super) fn open(folder: &Path, dictionary: Option<&str>) -> Result<Unpacker> {
        let dictionary = dictionary.map(|name| Dictionary::read(folder, name)).transpose()?;
        Ok(Unpacker { dictionary, idle: Default::default() })
    }

    /// The article of which [`Packer::pack`] made these bytes.
    ///
    /// # Errors
    /// When they are damaged.
    pub fn unpack(&self, packed: &[u8]) -> std::io::Result<Vec<u8>> {
        let damaged = || std::io::Error::other("its bytes are damaged");
        // Of nothing at all, nothing would be unpacked without an error.
        let (way, frame) = packed.split_first().filter(|(_, frame)| !frame.is_empty()).ok_or_else(damaged)?;
        let idle = self.idle.get(usize::from(*way)).ok_or_else(damaged)?;
        let ready = lock(idle).pop();
        let mut decompressor = match (ready, *way, &self.dictionary) {
            (Some(ready), _, _) => ready,
            (None, ALONE, _) => Decompressor::new()?,
            (None, _, Some(dictionary)) => Decompressor::with_dictionary(&dictionary.bytes)?,
            (None, _, None) => return Err(damaged()),
        };
        let unpacked = decompressor.decompress(frame, LONGEST);
        lock(idle).push(decompressor);
        unpacked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What papers say again and again, in each article once.
    const SAID: [&str; 8] = [
        "Sáng nay, huyện Vạn Khê khởi công cây cầu treo thứ ba qua suối Nậm Mơ",
        "Cùng dự có lãnh đạo các phòng, ban của huyện và đông đảo bà con hai bên bờ",
        "Chiều cùng ngày, đoàn thăm những hộ nuôi cá lồng trên lòng hồ Đông Lĩnh",
        "Hội Nông dân xã họp bàn việc trồng rừng gỗ lớn cho vụ xuân sắp tới",
        "Trường tiểu học số 2 khánh thành dãy phòng học mới xây bằng gạch không nung",
        "Theo kế hoạch, tuyến đường liên thôn sẽ được trải nhựa trước mùa mưa lũ",
        "Phát biểu tại buổi lễ, Chủ tịch UBND huyện yêu cầu nhà thầu giữ đúng tiến độ",
        "Nhân dịp này, Hội Chữ thập đỏ tặng quà cho các gia đình có hoàn cảnh khó khăn",
    ];

    fn article(number: usize) -> Vec<u8> {
        let text = |at: usize| format!("{}, {} người. ", SAID[(number + at) % SAID.len()], number * 7919 % (97 + at));
        (0..SAID.len()).map(text).collect::<String>().into_bytes()
    }

    #[test]
    fn articles_come_back_whether_packed_before_the_dictionary_or_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let packer = Packer::open(folder.path(), None).unwrap();
        let mut packed: Vec<_> = (0..4500).map(|number| packer.pack(&article(number)).unwrap()).collect();
        let name = packer.dictionary().unwrap().expect("one was made").to_owned();
        packed.extend((4500..4600).map(|number| packer.pack(&article(number)).unwrap()));
        assert_eq!((packed[0][0], packed[4599][0]), (ALONE, WITH_DICTIONARY));
        assert!(packed[4599].len() * 2 < packed[0].len(), "{} of {}", packed[4599].len(), packed[0].len());
        let unpacker = Unpacker::open(folder.path(), Some(&name)).unwrap();
        for (number, packed) in packed.iter().enumerate() {
            assert_eq!(unpacker.unpack(packed).unwrap(), article(number));
        }
        // A further run goes on with the same dictionary.
        let packer = Packer::open(folder.path(), Some(&name)).unwrap();
        assert_eq!(unpacker.unpack(&packer.pack(&article(7)).unwrap()).unwrap(), article(7));
        assert_eq!(packer.dictionary().unwrap(), Some(name.as_str()));
    }

    #[test]
    fn few_articles_have_no_dictionary() {
        let folder = tempfile::tempdir().unwrap();
        let packer = Packer::open(folder.path(), None).unwrap();
        let packed = packer.pack(&article(1)).unwrap();
        assert_eq!(packer.dictionary().unwrap(), None);
        assert_eq!(Unpacker::open(folder.path(), None).unwrap().unpack(&packed).unwrap(), article(1));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn damage_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let samples: Vec<_> = (0..400).map(article).collect();
        let dictionary = Dictionary::make(folder.path(), &samples).unwrap().expect("one was made");
        let packer = Packer::open(folder.path(), Some(&dictionary.name)).unwrap();
        let packed = packer.pack(&article(1)).unwrap();
        let without = Unpacker::open(folder.path(), None).unwrap();
        for damaged in [&packed[..], &packed[..9], &[ALONE], &[9, 9], &[]] {
            assert!(without.unpack(damaged).is_err(), "{damaged:?}");
        }
        let mut bytes = dictionary.bytes.clone();
        bytes[700] ^= 4;
        std::fs::write(folder.path().join(&dictionary.name), bytes).unwrap();
        let error = Unpacker::open(folder.path(), Some(&dictionary.name)).unwrap_err().to_string();
        assert!(error.contains("its checksum doesn't agree"), "{error}");
        assert!(Packer::open(folder.path(), Some("dictionary-none")).is_err());
    }

    #[test]
    fn articles_that_are_all_alike_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let packer = Packer::open(folder.path(), None).unwrap();
        let long = "Lúa chín. ".repeat(10_000);
        let packed: Vec<_> = (0..200).map(|_| packer.pack(long.as_bytes()).unwrap()).collect();
        let name = packer.dictionary().unwrap().map(str::to_owned);
        let unpacker = Unpacker::open(folder.path(), name.as_deref()).unwrap();
        assert!(packed.iter().all(|packed| unpacker.unpack(packed).unwrap() == long.as_bytes()));
    }
}
