//! Verifies with RSA keys of fewer than 1024 bits, which the cryptographic library refuses, as it
//! should. What comes of it is a fact about old mail and never a pass (RFC 8301 §3.2); nothing here
//! is secret, so nothing needs to be constant in time.

use super::verifiable::Hashing;

/// Whether an RSA key made a PKCS #1 v1.5 signature over this hash (RFC 8017 §8.2.2). Numbers are
/// big-endian without leading zeros. `None`: the key is none (even modulus, odd exponent sizes).
pub(super) fn made(
    (modulus, exponent): (&[u8], &[u8]),
    hashing: Hashing,
    digest: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let n = limbs(modulus);
    let exponent = exponent
        .iter()
        .try_fold(0_u32, |sum, &octet| sum.checked_mul(256).map(|sum| sum | u32::from(octet)))?;
    let even = |number: Option<&u8>| number.is_none_or(|octet| octet % 2 == 0);
    if modulus.len() > 128 || even(modulus.last()) || exponent < 3 || exponent % 2 == 0 {
        return None;
    }
    let mut s = limbs(signature);
    if signature.len() > modulus.len() || !less(&s, &n) {
        return Some(false);
    }
    s.resize(n.len(), 0);
    let Some(expected) = encoded(hashing, digest, modulus.len()) else { return Some(false) };
    Some(power(&s, exponent, &n) == limbs(&expected))
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2).
fn encoded(hashing: Hashing, digest: &[u8], length: usize) -> Option<Vec<u8>> {
    let algorithm: &[u8] = match hashing {
        Hashing::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        Hashing::Sha256 => {
            b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"
        }
    };
    let padding = length.checked_sub(algorithm.len() + digest.len() + 3).filter(|&n| n >= 8)?;
    Some([b"\x00\x01", vec![0xFF; padding].as_slice(), b"\x00", algorithm, digest].concat())
}

/// Little-endian limbs of a big-endian number.
fn limbs(number: &[u8]) -> Vec<u64> {
    let limb = |octets: &[u8]| octets.iter().fold(0, |sum, &octet| sum << 8 | u64::from(octet));
    number.rchunks(8).map(limb).collect()
}

fn less(a: &[u64], b: &[u64]) -> bool {
    a.len() < b.len() || (a.len() == b.len() && a.iter().rev().lt(b.iter().rev()))
}

/// `base` to the power of `exponent` modulo the odd `n`, by Montgomery multiplication.
fn power(base: &[u64], exponent: u32, n: &[u64]) -> Vec<u64> {
    let low = n.first().copied().unwrap_or(1);
    let inverse =
        (0..6).fold(1_u64, |x, _| x.wrapping_mul(2_u64.wrapping_sub(low.wrapping_mul(x))));
    let multiply = |a: &[u64], b: &[u64]| montgomery(a, b, n, inverse.wrapping_neg());
    let one: Vec<u64> = std::iter::once(1).chain(std::iter::repeat(0)).take(n.len()).collect();
    let square_of_r = (0..128 * n.len()).fold(one.clone(), |x, _| doubled(&x, n));
    let base = multiply(base, &square_of_r);
    let mut result = base.clone();
    for bit in (0..exponent.ilog2()).rev() {
        result = multiply(&result, &result);
        if exponent >> bit & 1 == 1 {
            result = multiply(&result, &base);
        }
    }
    multiply(&result, &one)
}

/// `a · b / 2^(64·limbs)` modulo `n`.
fn montgomery(a: &[u64], b: &[u64], n: &[u64], inverse: u64) -> Vec<u64> {
    let mut sum = vec![0_u64; n.len()];
    let mut top = 0_u128;
    for &factor in b {
        top += add_product(&mut sum, a, factor);
        let factor = sum.first().copied().unwrap_or(0).wrapping_mul(inverse);
        top += add_product(&mut sum, n, factor);
        sum.rotate_left(1);
        if let Some(last) = sum.last_mut() {
            *last = low_half(top);
        }
        top >>= 64;
    }
    reduced(sum, top != 0, n)
}

/// Adds `number · factor` to `sum` and returns what does not fit.
fn add_product(sum: &mut [u64], number: &[u64], factor: u64) -> u128 {
    let mut carry = 0;
    for (limb, &other) in sum.iter_mut().zip(number) {
        let wide = u128::from(*limb) + u128::from(other) * u128::from(factor) + carry;
        *limb = low_half(wide);
        carry = wide >> 64;
    }
    carry
}

fn doubled(number: &[u64], n: &[u64]) -> Vec<u64> {
    let mut carry = 0;
    let shifted = number.iter().map(|&limb| {
        let low = limb << 1 | carry;
        carry = limb >> 63;
        low
    });
    let shifted = shifted.collect();
    reduced(shifted, carry != 0, n)
}

/// Takes `n` away once if the number, with a carry above it, is not below it.
fn reduced(mut number: Vec<u64>, carry: bool, n: &[u64]) -> Vec<u64> {
    if carry || !less(&number, n) {
        let mut borrow = false;
        for (limb, &other) in number.iter_mut().zip(n) {
            let (less_other, first) = limb.overflowing_sub(other);
            let (difference, second) = less_other.overflowing_sub(u64::from(borrow));
            (*limb, borrow) = (difference, first || second);
        }
    }
    number
}

fn low_half(wide: u128) -> u64 {
    u64::try_from(wide & u128::from(u64::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_agree_with_plain_arithmetic() {
        for (base, exponent, n) in
            [(2_u64, 5, 13_u64), (7, 65_537, 1_000_003), (u64::MAX - 9, 3, u64::MAX)]
        {
            let plain = (0..exponent).fold(1_u128, |x, _| x * u128::from(base) % u128::from(n));
            assert_eq!(power(&[base], exponent, &[n]), [plain as u64]);
        }
        // (2^64 + 3)^3 modulo 2^127 - 1, worked out by hand.
        let n = [u64::MAX, u64::MAX >> 1];
        let cube = {
            let base = (1_u128 << 64) + 3;
            let n = (1_u128 << 127) - 1;
            let times = |a: u128, b: u128| {
                (0..128).rev().fold(0_u128, |x, bit| {
                    let twice = x * 2 % n;
                    if b >> bit & 1 == 1 { (twice + a) % n } else { twice }
                })
            };
            times(times(base, base), base)
        };
        assert_eq!(power(&[3, 1], 3, &n), [low_half(cube), (cube >> 64) as u64]);
    }
}
