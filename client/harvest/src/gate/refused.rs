//! Why a gate does not let a request be sent.

use std::fmt;

/// Why a gate does not let a request be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// The budget of the store has fewer units left than the request costs.
    #[non_exhaustive]
    Budget {
        /// What the request costs.
        units: i64,
        /// What is left.
        left: i64,
    },
    /// All processes of the store have stopped, for this reason.
    Stopped(String),
    /// The job of the request is another process's by now.
    Lost,
    /// This process sends nothing any more.
    Closed,
    /// The store has failed, in these words.
    Failed(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Budget { units, left } => {
                write!(formatter, "it costs {units}, the budget of the store has {left} left")
            }
            Self::Stopped(why) => write!(formatter, "all requests of the store are stopped: {why}"),
            Self::Lost => formatter.write_str("the lease of its job ran out, so that another process can have it"),
            Self::Closed => formatter.write_str("no more requests are sent: the gate is closed"),
            Self::Failed(why) => write!(formatter, "the rate limit and the budget cannot be read: {why}"),
        }
    }
}
