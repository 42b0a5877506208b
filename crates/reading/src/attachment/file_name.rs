//! What a file's name says, and what it hides.

use super::AttachmentKind;
use crate::confusable;

/// What a double click runs on common systems, or mounts as a disk that holds such a file.
const PROGRAMS: &[&str] = &[
    "appx", "bat", "chm", "cmd", "com", "cpl", "dmg", "exe", "hta", "img", "iso", "jar", "js",
    "jse", "lnk", "msc", "msi", "msix", "pif", "ps1", "reg", "scf", "scr", "url", "vbe", "vbs",
    "vhd", "vhdx", "wsf", "wsh", "xll",
];
/// Parts of programs that honest archives hold; no double click runs them.
const PARTS_OF_PROGRAMS: &[&str] = &["bin", "dll", "drv", "ocx", "so", "sys", "apk", "elf", "run"];
/// What a browser opens as a page of its own.
const PAGES: &[&str] = &["htm", "html", "mht", "mhtml", "shtml", "svg", "xhtml"];
/// What people open without a thought.
const HARMLESS: &[&str] = &[
    "bmp", "csv", "doc", "docx", "gif", "heic", "jpeg", "jpg", "m4a", "mp3", "mp4", "pdf", "png",
    "ppt", "pptx", "rtf", "tif", "tiff", "txt", "wav", "xls", "xlsx",
];

/// Programs that works of honest people hold as their parts: sources, web sites, projects.
const PARTS_OF_WORKS: &[&str] =
    &["bat", "chm", "cmd", "com", "jar", "js", "jse", "msc", "ps1", "reg", "url", "vbs", "wsf"];
/// What leads nowhere and runs nothing.
const NOWHERE: &[&str] = &[
    "aac", "ai", "avi", "avif", "bmp", "c", "cc", "cpp", "cs", "css", "csv", "db", "diff", "eot",
    "flac", "gif", "go", "h", "heic", "hpp", "ico", "java", "jpeg", "jpg", "json", "kt", "lock",
    "log", "m4a", "map", "md", "mkv", "mov", "mp3", "mp4", "ogg", "otf", "patch", "php", "png",
    "psd", "py", "rb", "rs", "rst", "scss", "sh", "sql", "swift", "tif", "tiff", "toml", "ts",
    "tsx", "ttf", "tsv", "wav", "webp", "wmv", "woff", "woff2", "xml", "yaml", "yml",
];

/// The extension, lower case, without the dot; empty when there is none.
pub(super) fn extension(name: &str) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Windows drops dots and blanks at the end.
    let own = own.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    own.rsplit_once('.').map_or_else(String::new, |(_, last)| visible(last).to_ascii_lowercase())
}

/// Whether opening a file of this name runs it.
pub(super) fn is_program(name: &str) -> bool {
    PROGRAMS.contains(&extension(name).as_str())
}

/// Whether a program of this name may be a part of a work.
pub(super) fn is_part_of_work(name: &str) -> bool {
    let extension = extension(name);
    PARTS_OF_WORKS.contains(&&*extension) || PAGES.contains(&&*extension)
}

/// Whether a file of this name carries to another place.
pub(super) fn is_shortcut(name: &str) -> bool {
    matches!(extension(name).as_str(), "lnk" | "url")
}

/// Whether nothing in a file of this name can lead anywhere.
pub(super) fn leads_nowhere(name: &str) -> bool {
    NOWHERE.contains(&extension(name).as_str())
}

/// Whether a browser opens a file of this name as a page.
pub(super) fn is_page(name: &str) -> bool {
    PAGES.contains(&extension(name).as_str())
}

/// Whether the name shows another extension than it has: turned around by a bidirectional control
/// (`exe.fdp` for `pdf.exe`), or a harmless one in front of the true one (`a.pdf.exe`).
pub(super) fn lies(name: &str) -> bool {
    let runs = is_program(name) || is_page(name);
    if name.chars().any(is_override) {
        return true;
    }
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let inner = own.trim_end_matches(is_blank).rsplit_once('.').map_or("", |(inner, _)| inner);
    // Dots that are none, and blanks that push the true ending out of sight.
    let inner = inner.trim_end_matches(is_blank).replace(['․', '．', '。', '｡', '‧', '·'], ".");
    (runs && HARMLESS.contains(&extension(&inner).as_str())) || is_disguised(own)
}

/// Whether the ending is a program's or a page's only by its look: letters of other scripts.
fn is_disguised(own: &str) -> bool {
    let Some((_, ending)) = own.rsplit_once('.').filter(|(_, ending)| !ending.is_ascii()) else {
        return false;
    };
    let ending = visible(ending).to_lowercase();
    let mut known = PROGRAMS.iter().chain(HARMLESS);
    !ending.is_ascii() && known.any(|known| confusable::are_confusable(&ending, known))
}

/// Blanks, and letters that are drawn as one.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{2800}' | '\u{3164}' | '\u{FFA0}' | '\u{200B}' | '\u{00AD}')
}

/// Whether the content runs or opens as a page, and the name says it is something harmless.
pub(super) fn hides_true_kind(name: &str, kind: AttachmentKind) -> bool {
    if lies(name) {
        return true;
    }
    let extension = extension(name);
    match kind {
        AttachmentKind::Program => {
            let known = [PROGRAMS, PARTS_OF_PROGRAMS].iter().any(|set| set.contains(&&*extension));
            !known && HARMLESS.contains(&&*extension)
        }
        AttachmentKind::Page => {
            !matches!(&*extension, "txt" | "doc" | "xls" | "csv") && HARMLESS.contains(&&*extension)
        }
        AttachmentKind::Calendar
        | AttachmentKind::Text
        | AttachmentKind::RichText
        | AttachmentKind::Message
        | AttachmentKind::Zip
        | AttachmentKind::Archive
        | AttachmentKind::Pdf
        | AttachmentKind::CompoundFile
        | AttachmentKind::Picture
        | AttachmentKind::Sound
        | AttachmentKind::Other => false,
    }
}

/// Overrides and embeddings turn the letters of a name around (UAX #9). The marks and isolates
/// that honest Arabic and Hebrew names carry do not move an extension.
fn is_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202B}' | '\u{202D}'..='\u{202E}')
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lies_when_it_shows_another_extension_than_it_has() {
        for (name, expected) in [
            ("invoice.pdf", false),
            ("setup.exe", false),
            ("invoice.pdf.exe", true),
            ("請求書.pdf      .exe", true),
            ("photo.jpg.html", true),
            ("my.report.html", false),
            ("a/b.pdf/c.exe", false),
            ("ann\u{202E}fdp.exe", true),
            ("invoice․pdf.exe", true),
            ("請求書.pdf\u{2800}\u{2800}\u{3164}.exe", true),
            ("invoice.рdf", true),
            ("見積書.表", false),
            ("תמונה\u{200F}.jpg", false),
            ("archive.tar.gz", false),
            ("v1.2.docx", false),
            ("", false),
        ] {
            assert_eq!(lies(name), expected, "{name}");
        }
    }

    #[test]
    fn a_program_is_known_by_its_last_extension() {
        for (name, expected) in [
            ("a.EXE", true),
            ("a.exe. .", true),
            ("a.pdf", false),
            ("a.ex\u{200B}e", true),
            ("exe", false),
            (".js", true),
            ("a.json", false),
        ] {
            assert_eq!(is_program(name), expected, "{name}");
        }
    }
}
