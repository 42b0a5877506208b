/// Every bound that reading one file of aggregate reports keeps.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Octets of the file as it came. Default 10 MiB, which RFC 9990 §4 lets a receiver refuse past.
    pub file_octets: usize,
    /// Octets of one report after unpacking. Default 32 MiB.
    pub report_octets: usize,
    /// Octets of all reports of one file after unpacking. Default 64 MiB.
    pub unpacked_octets: usize,
    /// Files of an archive, and attachments of a mail, that are looked at. Default 100.
    pub files: usize,
    /// Rows of one report. Default 100,000.
    pub rows: usize,
    /// Elements that are open at a time; the schema has six levels. Default 32.
    pub depth: usize,
    /// Characters of one element's text; longer ones are an error where they matter. Default 1,000.
    pub text: usize,
    /// Results of one kind (DKIM, SPF) of one row that are kept; the rest are passed over. Default 20.
    pub results: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_octets: 10 << 20,
            report_octets: 32 << 20,
            unpacked_octets: 64 << 20,
            files: 100,
            rows: 100_000,
            depth: 32,
            text: 1_000,
            results: 20,
        }
    }
}
