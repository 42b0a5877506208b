//! Is this message real, and what do I do now?

mod conformance;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    match (args.next().as_deref(), args.next()) {
        (Some("conformance"), Some(suite)) => conformance::run(&suite),
        _ => Ok(()),
    }
}
