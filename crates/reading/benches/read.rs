//! What reading one mail costs.

fn main() {
    divan::main();
}
