//! The closed list of what can speak for or against a message.
//!
//! Each variant carries the facts it rests on, so that its words need nothing else. A new one does
//! not compile until it has its [weight](crate::weight) and its words in both
//! [languages](crate::words).

use std::net::IpAddr;

use auth::Method;
use jiff::civil::Date;
use mail::DomainName;
use reading::{BrandId, RequestKind, lure::LureKind};

/// One reason to believe, or to doubt, that a mail is what it claims to be.
#[derive(Clone, Debug, PartialEq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(EvidenceKind),
    doc = "Which evidence, without its facts: the key of weights, pages and statistics.",
    derive(Hash, Ord, PartialOrd, strum::EnumIter, strum::IntoStaticStr),
    strum(serialize_all = "kebab-case")
)]
pub enum Evidence {
    // ---- Proof: who stands behind the message -------------------------------------------------
    /// It speaks as `brand`, and a domain of that brand vouches for it.
    BrandProven {
        /// The brand.
        brand: BrandId,
        /// The proven domain.
        domain: DomainName,
        /// What proved it.
        method: Method,
    },
    /// It really came through a platform that carries what others write, and shows that it does:
    /// who owns the content is not proven.
    PlatformProven {
        /// The platform.
        brand: BrandId,
        /// The proven domain.
        domain: DomainName,
        /// What proved it.
        method: Method,
    },
    /// The author's domain vouches for it; it speaks as no known brand.
    AuthorProven {
        /// The proven domain.
        domain: DomainName,
        /// What proved it.
        method: Method,
    },
    /// The mailbox is proven, at a provider where anybody can have one.
    MailboxProven {
        /// The provider's domain.
        domain: DomainName,
        /// What proved it.
        method: Method,
    },
    /// Proof was looked for and there is none: no signature, no sender rule that fits.
    AuthorUnproven {
        /// The domain shown in From.
        author: DomainName,
    },
    /// The author's domain says which servers may send for it, and this one may not.
    ServerNotAllowed {
        /// The domain whose rule refuses.
        domain: DomainName,
        /// The server, where known.
        ip: Option<IpAddr>,
    },
    /// The author's domain asks that mail without proof be refused, and this has none.
    PolicyBroken {
        /// The author's domain.
        author: DomainName,
    },
    /// A signature of the author's domain does not fit this message.
    SignatureBroken {
        /// The signing domain.
        domain: DomainName,
    },
    /// Proven, but as another domain than the author's.
    ProvenAsAnother {
        /// The proven domain.
        proven: DomainName,
        /// The author's.
        author: DomainName,
    },
    /// The receiving provider itself says it does not trust the sender.
    ReceiverDistrusts,
    /// Text was added after the signed part.
    TextBeyondSignature {
        /// Octets that no signature covers.
        octets: u64,
    },
    /// A second copy of a field stands above the signed one and hides it.
    FieldBeyondSignature {
        /// The field's name.
        field: String,
    },
    /// Programs differ on whom they show as author.
    AuthorAmbiguous,
    /// The sender wrote a verification result that only a receiver may write.
    PretendedResults {
        /// Whom it pretends to be; empty when it names nobody.
        receiver: String,
    },
    /// A genuine signed message, sent on from elsewhere to somebody it was not written to.
    Replayed {
        /// The signing domain.
        signer: DomainName,
    },

    /// The brand's own record says that it sent this very message.
    SenderRecords {
        /// The brand.
        brand: BrandId,
        /// The domain in whose name it was sent.
        domain: DomainName,
        /// The day on which it was sent.
        day: Date,
    },

    // ---- Contradiction: what it claims against what it is -------------------------------------
    /// It speaks as `brand`, but comes from a domain that is not the brand's.
    BrandFromElsewhere {
        /// The brand.
        brand: BrandId,
        /// Where it comes from.
        domain: DomainName,
    },
    /// It names a brand as its author weakly, from a domain that is not the brand's.
    BrandMentionedElsewhere {
        /// The brand.
        brand: BrandId,
        /// Where it comes from.
        domain: DomainName,
    },
    /// The display name shows one address, the real one is another.
    NameShowsAnotherAddress {
        /// The domain in the display name.
        shown: DomainName,
        /// The true one.
        real: DomainName,
    },
    /// The author's domain looks like a brand's and is not.
    AuthorLooksLikeBrand {
        /// The author's domain.
        domain: DomainName,
        /// Whose it looks like.
        brand: BrandId,
    },
    /// The brand's name is disguised with invisible or look-alike characters.
    BrandDisguised {
        /// The brand.
        brand: BrandId,
    },
    /// A firm writes from a free mailbox that anybody can have.
    FirmFromFreeMail {
        /// The mailbox provider.
        domain: DomainName,
    },
    /// Answers go to another domain than the author's.
    RepliesGoElsewhere {
        /// The author's domain.
        author: DomainName,
        /// Where answers go.
        reply_to: DomainName,
    },
    /// Answers go to a free mailbox although the author is none.
    RepliesGoToFreeMail {
        /// The mailbox provider.
        reply_to: DomainName,
    },
    /// It pretends to answer a message that never was.
    RepliesToNothing,
    /// A firm's automatic answer carries what a stranger typed into its form.
    EchoesStranger {
        /// Where the stranger's link leads.
        host: String,
    },
    /// The author's domain reads like random letters.
    AuthorRandom {
        /// The domain.
        domain: DomainName,
    },
    /// The author's domain is one that is handed out by the day.
    AuthorThrowaway {
        /// The domain.
        domain: DomainName,
    },

    // ---- Links ---------------------------------------------------------------------------------
    /// Every link is the proven brand's.
    LinksAllBrands {
        /// The brand.
        brand: BrandId,
    },
    /// Every link stays with the proven author's domain.
    LinksAllAuthors {
        /// The author's domain.
        domain: DomainName,
    },
    /// The shown text names one site; the link leads to another.
    LinkLeadsElsewhere {
        /// What the reader sees.
        shown: DomainName,
        /// Where it leads.
        leads_to: String,
    },
    /// It speaks as a brand, and a link it wants clicked leads to a stranger.
    LinkToStranger {
        /// The brand.
        brand: BrandId,
        /// The stranger's host.
        host: String,
    },
    /// A link leaves the author's domain for one that is not known to serve him.
    LinkOffAuthor {
        /// The host.
        host: String,
    },
    /// The link's host looks like a brand's and is not.
    LinkLooksLikeBrand {
        /// The host.
        host: String,
        /// Whose it looks like.
        brand: BrandId,
    },
    /// A host name stands before an `@` in the link, where it means nothing.
    LinkHidesHostBeforeAt {
        /// The true host.
        host: String,
    },
    /// The whole host name of somebody else stands in front of the true one.
    LinkHostInHost {
        /// The true host.
        host: String,
    },
    /// Characters in the link only look like slashes or dots.
    LinkLookalikeCharacters {
        /// The true host.
        host: String,
    },
    /// The link goes to a bare number instead of a name.
    LinkToAddress {
        /// The address.
        address: String,
    },
    /// The number is written so that nobody can read it (hexadecimal, octal).
    LinkObscuredAddress {
        /// The address it stands for.
        address: String,
    },
    /// The link's host mixes scripts, or letters that look like others.
    LinkConfusableHost {
        /// The host.
        host: String,
    },
    /// The link goes to a page anyone can put up for nothing.
    LinkToFreeHosting {
        /// The host.
        host: String,
        /// The platform.
        platform: String,
    },
    /// The link goes to a home connection's or throwaway name.
    LinkToDynamicName {
        /// The host.
        host: String,
    },
    /// A short link hides where it goes.
    LinkShortened {
        /// The shortener.
        host: String,
    },
    /// A trusted site's redirector carries the reader on to a stranger.
    LinkThroughRedirector {
        /// The trusted site.
        via: String,
        /// Where it ends.
        end: String,
    },
    /// The page travels inside the link itself.
    LinkCarriesPage,
    /// The link is a program.
    LinkIsScript,
    /// A port no shop or bank uses.
    LinkOddPort {
        /// The host.
        host: String,
    },
    /// The link's host reads like random letters.
    LinkToRandomHost {
        /// The host.
        host: String,
    },
    /// The link carries the reader's own address.
    LinkCarriesReader {
        /// The host.
        host: String,
    },
    /// The link goes to a top-level domain that is given away or sold for next to nothing.
    LinkToCheapDomain {
        /// The host.
        host: String,
    },
    /// A QR code leads to a stranger: in the name of a brand, or as the only way on from an author
    /// without proof.
    QrLeadsToStranger {
        /// The host.
        host: String,
    },
    /// All links lead to one single page, whatever they say.
    LinksAllOnePage {
        /// The host.
        host: String,
    },

    // ---- Hiding --------------------------------------------------------------------------------
    /// Much text that nobody sees.
    HiddenText {
        /// Characters hidden.
        characters: usize,
    },
    /// Invisible characters inside words.
    InvisibleCharacters {
        /// How many.
        count: usize,
    },
    /// Letters of other scripts inside words.
    LookalikeLetters {
        /// One such word.
        word: String,
    },
    /// Nothing but a picture to click.
    OnlyAPicture,
    /// The plain text and the formatted text say different things.
    TwoFaces,
    /// The message is built so that programs read it differently.
    StructureOdd,

    // ---- Forms and attachments -----------------------------------------------------------------
    /// A form in the mail itself asks for secrets.
    FormAsksSecrets {
        /// Where they go.
        posts_to: String,
    },
    /// The attachment is a web page that asks for secrets, unfolds into another one, or only leaves.
    AttachedPage {
        /// The file.
        file: String,
        /// Where it leads or posts to; empty when hidden.
        leads_to: String,
    },
    /// The attachment is a program, or hides one.
    AttachedProgram {
        /// The file.
        file: String,
    },
    /// The attachment's name lies about what it is.
    AttachmentNameLies {
        /// The file.
        file: String,
    },
    /// A document with macros or remote content.
    AttachedActiveDocument {
        /// The file.
        file: String,
    },
    /// A link in an attachment leads to a stranger.
    AttachmentLeadsToStranger {
        /// The file.
        file: String,
        /// The host.
        host: String,
    },
    /// An attachment under a password that the mail gives, or one it wants opened.
    AttachmentLocked {
        /// The file.
        file: String,
    },
    /// A calendar invitation carries the reader to a stranger.
    InvitationLeadsToStranger {
        /// The host.
        host: String,
    },

    // ---- Requests and stories ------------------------------------------------------------------
    /// It asks for something, and nothing proves that who asks may.
    AsksFor {
        /// What.
        request: RequestKind,
        /// The words.
        words: String,
    },
    /// It asks for what the brand says it never asks for.
    AsksWhatBrandNeverAsks {
        /// The brand.
        brand: BrandId,
        /// What.
        request: RequestKind,
    },
    /// It tells a story that frauds tell, and nothing proves who tells it.
    Tells {
        /// Which story.
        lure: LureKind,
        /// The words.
        words: String,
    },
    /// A real platform's mail carries a stranger's words that ask for something harmful.
    StrangerThroughPlatform {
        /// The platform.
        brand: BrandId,
        /// What the stranger asks for.
        request: RequestKind,
    },
    /// A firm that deals in no crypto-currency seems to offer some, and leads away from itself.
    WalletFromFirm {
        /// The firm.
        brand: BrandId,
    },
    /// A telephone number that is not the brand's is to be called.
    CallsStranger {
        /// The number.
        number: String,
    },
    /// A wallet address to pay to.
    PaysToWallet {
        /// The address, shortened.
        address: String,
    },
    /// An account for payments changes, and answers go elsewhere.
    AccountChanged,
    /// It asks for nothing that could harm.
    AsksNothing,
    /// The words as a whole read like fraud or like honest mail, by a small learnt model.
    Wording {
        /// Decibans, bounded.
        decibans: i16,
    },
}

impl EvidenceKind {
    /// Every kind, in the order of the list.
    pub fn all() -> impl Iterator<Item = Self> {
        <Self as strum::IntoEnumIterator>::iter()
    }
}

impl Evidence {
    /// Its kind, without the facts.
    #[must_use]
    pub fn kind(&self) -> EvidenceKind {
        self.into()
    }

    /// Whether both count as the same in weights: alike in kind and in what is asked or told.
    #[must_use]
    pub fn same_name(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::AsksFor { request: one, .. }, Self::AsksFor { request: two, .. }) => one == two,
            (Self::Tells { lure: one, .. }, Self::Tells { lure: two, .. }) => one == two,
            _ => self.kind() == other.kind(),
        }
    }

    /// Its name in reports: kebab-case, stable. Kinds that differ in weight by what is asked or
    /// told carry that after a colon (`asks-for:card`).
    #[must_use]
    pub fn name(&self) -> String {
        let kind: &'static str = self.kind().into();
        if let Self::AsksFor { request, .. } = self {
            return format!("{kind}:{}", request.as_str());
        }
        if let Self::Tells { lure, .. } = self {
            return format!("{kind}:{}", lure.as_str());
        }
        kind.to_owned()
    }
}
