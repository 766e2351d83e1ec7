//! Timing on a noisy machine: rivals take turns, and a ratio is the median over all rounds.

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use nix::time::{ClockId, clock_gettime};

const ROUNDS: usize = 121;
/// The duration of one turn: long enough that the clock's cost and resolution do not matter.
const TURN: Duration = Duration::from_millis(1);

/// What a turn takes.
type Clock = fn() -> Duration;

/// Something to measure, with its name.
pub(crate) struct Rival<'a> {
    pub(crate) name: &'static str,
    pub(crate) once: Box<dyn FnMut() + 'a>,
}

/// Makes a rival. Dropping its result is part of the measured time.
pub(crate) fn rival<'a, T>(name: &'static str, mut once: impl FnMut() -> T + 'a) -> Rival<'a> {
    Rival { name, once: Box::new(move || drop(black_box(once()))) }
}

/// The figures of one rival.
pub(crate) struct Sampled {
    pub(crate) name: &'static str,
    /// The median, in seconds.
    pub(crate) seconds: f64,
    /// Its time divided by that of the first rival: the median over all rounds.
    pub(crate) ratio: f64,
}

/// Measures the time of all rivals, turn by turn. The first is the baseline.
pub(crate) fn sample(rivals: Vec<Rival<'_>>) -> Vec<Sampled> {
    sample_by(rivals, wall)
}

/// Measures the CPU time of this thread: for what needs no other, so that other programs take none of a turn's time.
pub(crate) fn sample_alone(rivals: Vec<Rival<'_>>) -> Vec<Sampled> {
    sample_by(rivals, cpu)
}

fn wall() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

fn cpu() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("the system counts").into()
}

fn sample_by(mut rivals: Vec<Rival<'_>>, clock: Clock) -> Vec<Sampled> {
    let counts: Vec<u32> = rivals.iter_mut().map(|rival| repetitions(rival, clock)).collect();
    let mut rounds: Vec<Vec<f64>> = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(rivals.iter_mut().zip(&counts).map(|(rival, count)| turn(rival, *count, clock)).collect());
    }
    let median = |value: &dyn Fn(&[f64]) -> f64| {
        let mut values: Vec<_> = rounds.iter().map(|round| value(round)).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let sampled = rivals.iter().enumerate().map(|(index, rival)| Sampled {
        name: rival.name,
        seconds: median(&|round| round[index]),
        ratio: median(&|round| round[index] / round[0]),
    });
    sampled.collect()
}

fn repetitions(rival: &mut Rival<'_>, clock: Clock) -> u32 {
    let mut count = 1;
    while count < 1 << 20 && turn(rival, count, clock) * f64::from(count) < TURN.as_secs_f64() {
        count *= 2;
    }
    count
}

fn turn(rival: &mut Rival<'_>, count: u32, clock: Clock) -> f64 {
    let start = clock();
    for _ in 0..count {
        (rival.once)();
    }
    (clock() - start).as_secs_f64() / f64::from(count)
}
