//! Reports as a Parquet table, for pandas, DuckDB and the like.

use std::{
    io::{self, Write},
    sync::Arc,
};

use parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type},
    errors::{ParquetError, Result},
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::parser::parse_message_type,
};

use super::digest::Digest;

/// Rows that are held before they are written; a few MiB.
const ROWS: usize = 8_192;

/// The columns, in order; [`Columns`] fills them in the same.
const SCHEMA: &str = "message report {
    required binary path (string);
    required binary ruling (string);
    required double probability;
    required binary sender (string);
    optional binary author (string);
    optional binary proven (string);
    optional binary brand (string);
    required binary harm (string);
    optional binary offer (string);
    optional binary label (string);
    optional int64 date (timestamp(millis, true));
    required group evidence (list) { repeated group list { required binary element (string); } }
    required group weights (list) { repeated group list { required int32 element; } }
    required int64 elapsed_us;
}";

/// A Parquet file that grows by a row for each report.
pub(super) struct Table<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Columns,
    rows: usize,
}

impl<W: Write + Send> Table<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn new(out: W) -> io::Result<Self> {
        let schema = parse_message_type(SCHEMA).map_err(output)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties));
        Ok(Self { file: file.map_err(output)?, columns: Columns::default(), rows: 0 })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When rows that were waiting cannot be written.
    pub(super) fn push(&mut self, digest: &Digest, label: Option<&str>) -> io::Result<()> {
        self.columns.push(digest, label);
        self.rows += 1;
        if self.rows >= ROWS { self.write() } else { Ok(()) }
    }

    /// Writes what is left, and the table of contents at the end.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.write()?;
        }
        self.file.into_inner().map_err(output)
    }

    fn write(&mut self) -> io::Result<()> {
        let columns = std::mem::take(&mut self.columns);
        self.rows = 0;
        self.write_group(&columns).map_err(output)
    }

    fn write_group(&mut self, columns: &Columns) -> Result<()> {
        let mut group = self.file.next_row_group()?;
        for column in columns.each() {
            let Some(mut writer) = group.next_column()? else { break };
            column.write(&mut writer)?;
            writer.close()?;
        }
        group.close().map(|_| ())
    }
}

/// The failure of whatever is written to, as it was: a reader that went away is no trouble of ours.
fn output(error: ParquetError) -> io::Error {
    let ParquetError::External(inner) = error else { return io::Error::other(error) };
    inner.downcast::<io::Error>().map_or_else(io::Error::other, |error| *error)
}

/// Cells of a column and, where some may be missing or many, how they belong to rows: Parquet's
/// definition and repetition levels.
struct Column<T> {
    cells: Vec<T>,
    defined: Vec<i16>,
    repeated: Vec<i16>,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { cells: Vec::new(), defined: Vec::new(), repeated: Vec::new() }
    }
}

impl<T> Column<T> {
    fn put(&mut self, cell: T) {
        self.cells.push(cell);
    }

    fn put_optional(&mut self, cell: Option<T>) {
        self.defined.push(i16::from(cell.is_some()));
        self.cells.extend(cell);
    }

    fn put_list(&mut self, cells: impl Iterator<Item = T>) {
        let before = self.cells.len();
        self.cells.extend(cells);
        let many = self.cells.len() - before;
        // An empty list still has a place in its row.
        self.defined.extend(std::iter::repeat_n(i16::from(many > 0), many.max(1)));
        self.repeated.push(0);
        self.repeated.extend(std::iter::repeat_n(1, many.saturating_sub(1)));
    }
}

/// A column of any type, on its way into a file.
trait Cells {
    fn write(&self, writer: &mut SerializedColumnWriter<'_>) -> Result<()>;
}

macro_rules! written_as {
    ($cell:ty, $kind:ty) => {
        impl Cells for Column<$cell> {
            fn write(&self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
                let levels = |levels: &'_ Vec<i16>| (!levels.is_empty()).then_some(levels.clone());
                let (defined, repeated) = (levels(&self.defined), levels(&self.repeated));
                let typed = writer.typed::<$kind>();
                typed.write_batch(&self.cells, defined.as_deref(), repeated.as_deref()).map(|_| ())
            }
        }
    };
}

written_as!(ByteArray, ByteArrayType);
written_as!(f64, DoubleType);
written_as!(i64, Int64Type);
written_as!(i32, Int32Type);

/// The cells that wait, a column each.
#[derive(Default)]
struct Columns {
    path: Column<ByteArray>,
    ruling: Column<ByteArray>,
    probability: Column<f64>,
    sender: Column<ByteArray>,
    author: Column<ByteArray>,
    proven: Column<ByteArray>,
    brand: Column<ByteArray>,
    harm: Column<ByteArray>,
    offer: Column<ByteArray>,
    label: Column<ByteArray>,
    date: Column<i64>,
    evidence: Column<ByteArray>,
    weights: Column<i32>,
    elapsed: Column<i64>,
}

impl Columns {
    fn push(&mut self, digest: &Digest, label: Option<&str>) {
        self.path.put(text(&digest.path));
        self.ruling.put(text(digest.ruling.as_str()));
        self.probability.put(digest.probability);
        self.sender.put(text(digest.sender));
        self.author.put_optional(digest.author.as_deref().map(text));
        self.proven.put_optional(digest.proven.as_deref().map(text));
        self.brand.put_optional(digest.brand.as_ref().map(|(key, _)| text(key)));
        self.harm.put(text(digest.harm.as_str()));
        self.offer.put_optional(digest.offer.map(|offer| text(offer.as_str())));
        self.label.put_optional(label.map(text));
        self.date.put_optional(digest.date.map(|(seconds, _)| seconds.saturating_mul(1_000)));
        self.evidence.put_list(digest.evidence.iter().map(|(name, _)| text(name)));
        self.weights.put_list(digest.evidence.iter().map(|(_, weight)| i32::from(*weight)));
        self.elapsed.put(i64::try_from(digest.elapsed).unwrap_or(i64::MAX));
    }

    fn each(&self) -> [&dyn Cells; 14] {
        [
            &self.path,
            &self.ruling,
            &self.probability,
            &self.sender,
            &self.author,
            &self.proven,
            &self.brand,
            &self.harm,
            &self.offer,
            &self.label,
            &self.date,
            &self.evidence,
            &self.weights,
            &self.elapsed,
        ]
    }
}

fn text(text: &str) -> ByteArray {
    ByteArray::from(text)
}

#[cfg(test)]
mod tests {
    use check::report::Ruling;
    use parquet::file::reader::{FileReader as _, SerializedFileReader};

    use super::*;
    use crate::scan::testing::digest;

    #[test]
    fn a_table_reads_back_as_it_was_written() {
        let mut table = Table::new(tempfile::tempfile().unwrap()).unwrap();
        let mut bare = digest("b.eml", Ruling::CannotTell, 0.5);
        (bare.brand, bare.author, bare.date) = (None, None, None);
        bare.evidence.clear();
        table.push(&digest("あ.eml", Ruling::Phishing, 0.99), Some("fraud")).unwrap();
        table.push(&bare, None).unwrap();
        let reader = SerializedFileReader::new(table.finish().unwrap()).unwrap();
        let rows: Vec<String> =
            reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        insta::assert_snapshot!(rows.join("\n"));
    }

    #[test]
    fn rows_are_written_in_groups_and_none_is_lost() {
        let mut table = Table::new(tempfile::tempfile().unwrap()).unwrap();
        let row = digest("a.eml", Ruling::Genuine, 0.01);
        (0..=ROWS).for_each(|_| table.push(&row, None).unwrap());
        let reader = SerializedFileReader::new(table.finish().unwrap()).unwrap();
        let groups: Vec<i64> =
            reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
        assert_eq!(groups, [8_192, 1]);
    }
}
