//! The whole records of a file that was cut off.

use std::io::{self, BufRead};

use super::options::Format;

/// How a reader finds the end of a record.
#[derive(Debug, Clone, Copy)]
pub(super) enum Records {
    /// A record is a line.
    Lines,
    /// A record of CSV, after the header: values in quotes can have breaks of lines.
    Csv,
}

impl Records {
    /// The records of a format; `None` where a file that is cut off is of no use, or has no records.
    pub(super) fn of(format: Format) -> Option<Self> {
        match format {
            Format::JsonLines => Some(Self::Lines),
            Format::Csv => Some(Self::Csv),
            Format::Table | Format::Parquet => None,
        }
    }

    /// Returns the number of whole records without the header, and the byte at which the last one ends.
    pub(super) fn whole(self, mut from: impl BufRead) -> io::Result<(u64, u64)> {
        let (mut records, mut end, mut at) = (0, 0, 0);
        let mut is_quoted = false;
        let mut line = Vec::new();
        while from.read_until(b'\n', &mut line)? > 0 {
            at += line.len() as u64;
            if matches!(self, Self::Csv) {
                // A quote in a value is written twice, and so changes nothing.
                is_quoted ^= line.iter().filter(|byte| **byte == b'"').count() % 2 == 1;
            }
            if line.ends_with(b"\n") && !is_quoted {
                (records, end) = (records + 1, at);
            }
            line.clear();
        }
        Ok(match self {
            Self::Lines => (records, end),
            Self::Csv => (records.saturating_sub(1), end),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_was_cut_off_does_not_count() {
        let whole = |records: Records, text: &str| records.whole(text.as_bytes()).expect("a text");
        assert_eq!(whole(Records::Lines, "{}\n{}\n{\"a"), (2, 6));
        assert_eq!(whole(Records::Lines, "{\"a"), (0, 0));
        assert_eq!(whole(Records::Csv, "a,b\r\n1,\"x\r\ny\"\r\n2,\"x\r\n"), (1, 15));
        assert_eq!(whole(Records::Csv, "a\r\n\"\"\"\r\n\"\r\n\"\"\"\""), (1, 11));
        assert_eq!(whole(Records::Csv, "a,b\r\n"), (0, 5));
    }
}
