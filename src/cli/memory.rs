//! How much memory a run may take: as typed, else a share of the machine's.

use crate::error::Result;
use crate::ingest::Memory;

/// What a run takes of the machine when nothing is typed.
const SHARE: u64 = 4;

/// What was typed, else a quarter of what the machine has.
///
/// # Errors
/// When so little was typed that no run can do with it.
pub(super) fn of_run(typed: Option<u64>) -> Result<Memory> {
    match typed {
        Some(bytes) => Memory::of(bytes),
        None => Ok(of_machine().map_or_else(Memory::default, |bytes| Memory::at_least(bytes / SHARE))),
    }
}

/// Bytes that this process may have: of the machine, or of its container where that has less.
fn of_machine() -> Option<u64> {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let machine = read("/proc/meminfo").and_then(|text| total(&text));
    let container = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];
    let container = container.into_iter().find_map(read).and_then(|text| text.trim().parse().ok());
    machine.into_iter().chain(container).min()
}

/// `MemTotal:       24500000 kB`, as the Linux kernel writes it (proc(5)).
fn total(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok()?.checked_mul(1024)
}

/// Understands `512M`, `2G`, `1.5G`, `2 GB`; without a unit, bytes.
///
/// # Errors
/// What was expected.
pub(super) fn size(typed: &str) -> std::result::Result<u64, String> {
    let expected = || format!("expected a size such as 512M or 2G, found `{typed}`");
    let compact: String = typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let number = compact.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor: u64 = match compact.get(number.len()..).unwrap_or_default() {
        "" | "b" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        "t" | "tb" | "tib" => 1 << 40,
        _ => return Err(expected()),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let whole: u64 = whole.parse().map_err(|_| expected())?;
    let is_decimal = !fraction.is_empty() && fraction.len() <= 6 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let part: u64 = if is_decimal { fraction.parse().map_err(|_| expected())? } else { return Err(expected()) };
    let part = part * factor / 10_u64.pow(u32::try_from(fraction.len()).unwrap_or(0));
    whole.checked_mul(factor).and_then(|bytes| bytes.checked_add(part)).ok_or_else(expected)
}

#[cfg(test)]
mod tests {
    use super::{size, total};

    #[test]
    fn sizes() {
        for (typed, bytes) in [
            ("512M", 512 << 20),
            ("2G", 2 << 30),
            ("1.5g", 3 << 29),
            ("2 GB", 2 << 30),
            ("700MiB", 700 << 20),
            ("1048576", 1 << 20),
            ("3T", 3 << 40),
        ] {
            assert_eq!(size(typed), Ok(bytes), "{typed}");
        }
        for typed in ["", "M", "-1G", "2X", "1.G", "1,5G", "99999999999T", "2GG", "1.5.5G"] {
            assert_eq!(size(typed), Err(format!("expected a size such as 512M or 2G, found `{typed}`")));
        }
    }

    #[test]
    fn the_memory_of_the_machine() {
        assert_eq!(total("MemTotal:       24500000 kB\nMemFree: 1 kB\n"), Some(24_500_000 << 10));
        assert_eq!(total("MemFree: 1 kB"), None);
    }
}
