//! The lists of the storm: synthetic, from a seed, with every form of cursor and every way to end.

/// How a list ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The cursor of the last page is this JSON.
    With(&'static str),
    /// The last page has no second element.
    Missing,
    /// The cursor of the last page is that of the second page, or its own. It is not that of the first
    /// page: requested with a cursor, a client cannot know that this is the first page.
    Cycle,
}

const ENDINGS: [Ending; 5] =
    [Ending::With("null"), Ending::With("\"\""), Ending::With("false"), Ending::Missing, Ending::Cycle];

/// A list of synthetic accounts.
#[derive(Debug)]
pub struct List {
    account: u64,
    /// The range of items on each page. Any page can be empty.
    pages: Vec<std::ops::Range<u64>>,
    /// Whether cursors are JSON numbers instead of strings.
    has_number_cursors: bool,
    /// How the list ends.
    pub ending: Ending,
}

impl List {
    /// The list of an account, always the same.
    #[must_use]
    pub fn of(account: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(account);
        let mut next = 0;
        let pages = (0..random.u64(1..12)).map(|_| {
            let start = next;
            next += random.u64(..7);
            start..next
        });
        let pages: Vec<_> = pages.collect();
        let endings = if pages.len() > 1 { &ENDINGS[..] } else { &ENDINGS[..ENDINGS.len() - 1] };
        let ending = endings[random.usize(..endings.len())];
        Self { account, pages, has_number_cursors: random.bool(), ending }
    }

    /// The ids of all items, in order.
    #[must_use]
    pub fn pks(&self) -> Vec<u64> {
        let all = 0..self.pages.last().map_or(0, |page| page.end);
        all.map(|item| self.pk(item)).collect()
    }

    fn pk(&self, item: u64) -> u64 {
        self.account * 1_000 + item
    }

    /// The correct page of a cursor, as JSON.
    #[must_use]
    pub fn page(&self, cursor: Option<&str>) -> String {
        self.page_of(cursor, |pk| format!(r#"{{"pk":"{pk}","username":"sample_{pk}","is_private":false}}"#))
    }

    /// The page of a cursor, with the JSON of each account from `account`.
    pub(super) fn page_of(&self, cursor: Option<&str>, account: impl Fn(u64) -> String) -> String {
        let index = cursor.and_then(|cursor| self.index(cursor)).unwrap_or(0);
        let accounts = self.pages[index].clone().map(|item| account(self.pk(item))).collect::<Vec<_>>().join(",");
        match (self.pages.get(index + 1), self.ending) {
            (Some(_), _) => format!("[[{accounts}],{}]", self.cursor(index + 1)),
            (None, Ending::With(json)) => format!("[[{accounts}],{json}]"),
            (None, Ending::Missing) => format!("[[{accounts}]]"),
            (None, Ending::Cycle) => format!("[[{accounts}],{}]", self.cursor(1)),
        }
    }

    /// The cursor of a page, as JSON.
    fn cursor(&self, index: usize) -> String {
        if self.has_number_cursors { format!("{}", Self::NUMBER + index as u64) } else { format!("\"p{index}==\"") }
    }

    /// Larger than the integers that a float represents exactly.
    const NUMBER: u64 = (1 << 53) + 1;

    fn index(&self, cursor: &str) -> Option<usize> {
        let text = cursor.strip_prefix('p').and_then(|rest| rest.strip_suffix("=="));
        let index = match text {
            Some(index) => index.parse().ok()?,
            None => usize::try_from(cursor.parse::<u64>().ok()?.checked_sub(Self::NUMBER)?).ok()?,
        };
        Some(index).filter(|index| *index < self.pages.len())
    }
}
