/// Every bound that reading one message keeps, so that its cost has a ceiling whatever arrives.
///
/// What lies beyond a bound is left unread and [`Reading::is_cut`](crate::Reading::is_cut) says so.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Octets of one HTML body (or HTML file) that are read. Default 4 MiB.
    pub html_octets: usize,
    /// Octets of all HTML of one message that are read: bodies, pages and invitations among its
    /// files, messages in it. Default 8 MiB, which nobody reads to the end.
    pub all_html_octets: usize,
    /// Elements open at the same time; deeper ones are read as if they stood in the last one.
    /// Browsers stop at 512. Default 256.
    pub html_depth: usize,
    /// Attributes of one tag that are looked at. Default 64.
    pub attributes: usize,
    /// Octets of all `<style>` elements together that are read. Default 512 KiB.
    pub style_octets: usize,
    /// Style rules that are kept, counted after dropping those that hide or colour nothing.
    /// Default 2,000.
    pub style_rules: usize,
    /// Steps of matching rules against elements; past them only inline styles count. Default 4
    /// million, about 40 ms.
    pub style_steps: usize,
    /// The same for all HTML of one message. Default 16 million.
    pub all_style_steps: usize,
    /// Octets of text that are kept, for visible and for hidden text each. Default 1 MiB.
    pub text_octets: usize,
    /// Links that are kept; the rest are counted. Default 2,000.
    pub links: usize,
    /// Remote pictures that are kept; the rest are counted. Default 500.
    pub pictures: usize,
    /// Octets of one URL that are read; longer ones are [`Target::Broken`](crate::Target::Broken)
    /// unless they are `data:`. Default 32 KiB (Chromium shows 2 MB, but nobody needs them).
    pub url_octets: usize,
    /// Redirects undone behind one link. Default 10.
    pub hops: usize,
    /// Forms, and fields of one form. Default 100.
    pub forms: usize,
    /// E-mail addresses, telephone numbers, wallets and sums of money that are kept, each.
    /// Default 200.
    pub mentions: usize,
    /// Octets of all files of one message together that are decompressed. Default 24 MiB.
    pub inflated_octets: usize,
    /// Octets of one file or stream that are decompressed. Default 8 MiB.
    pub inflated_file_octets: usize,
    /// Files inside archives and messages that are opened, all levels together. Default 32.
    pub inner_files: usize,
    /// Levels of files inside files that are opened. Default 3.
    pub inner_depth: usize,
    /// Names of one archive that are read. Default 5,000.
    pub archive_names: usize,
    /// Marks, strings and words of one PDF that are looked at. Default 4 million, about 100 ms.
    pub pdf_tokens: usize,
    /// Passwords tried on the locked files of one message. Default 16.
    pub passwords: usize,
    /// Pictures of one message that are searched for QR codes. Default 30.
    pub qr_pictures: usize,
    /// Octets of one picture file that is decoded. Default 16 MiB.
    pub picture_octets: usize,
    /// Pixels of one picture that is decoded. Default 4 million: a code that is meant to be scanned off a
    /// screen stands in no larger picture, and photographs would cost more than all else together.
    pub picture_pixels: usize,
    /// Pixels that the search for QR codes goes over in one message, as often as it goes over
    /// them. Default 12 million, about a fifth of a second.
    pub qr_effort: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            html_octets: 4 << 20,
            all_html_octets: 8 << 20,
            html_depth: 256,
            attributes: 64,
            style_octets: 512 << 10,
            style_rules: 2_000,
            style_steps: 4_000_000,
            all_style_steps: 16_000_000,
            text_octets: 1 << 20,
            links: 2_000,
            pictures: 500,
            url_octets: 32 << 10,
            hops: 10,
            forms: 100,
            mentions: 200,
            inflated_octets: 24 << 20,
            inflated_file_octets: 8 << 20,
            inner_files: 32,
            inner_depth: 3,
            archive_names: 5_000,
            pdf_tokens: 4_000_000,
            passwords: 16,
            qr_pictures: 30,
            picture_octets: 16 << 20,
            picture_pixels: 4_000_000,
            qr_effort: 12_000_000,
        }
    }
}
