//! 500 random changes to the committed fixtures, one at a time: each is found with its exact path,
//! and nothing else is.

mod expected;
mod mutation;
#[path = "../project/mod.rs"]
mod project;
mod random;
mod site;

use std::collections::{BTreeMap, BTreeSet};

use analysis::conformance::check;
use analysis::drift::patch::patch;
use analysis::findings::{Finding, Severity};
use analysis::fixture::Fixture;
use analysis::pairing;
use spec::{Api, Source};

use expected::{Expected, expected};
use mutation::{Mutation, OPERATIONS};
use random::Random;
use site::{Site, sites};

const SEED: u64 = 20_261_123;
const WANTED: usize = 250;
const PATCHED_ONE_OF: usize = 10;
/// The folders of the fixtures.
const GROUPS: [&str; 5] = ["user/", "system/", "media/", "search/", "share/"];

/// The spec and the fixtures of this project, and all places in them.
struct Ground {
    sources: Vec<Source>,
    api: Api,
    fixtures: Vec<Fixture>,
    responses: Vec<serde_json::Value>,
    sites: Vec<Site>,
    baseline: BTreeSet<Key>,
}

/// What makes a finding the same with and without a mutation; the wording holds counts, which move.
type Key = (&'static str, String, String, String, String);

fn key(finding: &Finding) -> Key {
    let (file, path) = match &finding.occurrence {
        Some(occurrence) => (occurrence.location.file.clone(), occurrence.path.clone()),
        None => (String::new(), String::new()),
    };
    (finding.rule.as_str(), finding.against.clone(), finding.subject.clone(), file, path)
}

impl Ground {
    fn read() -> Self {
        let (sources, api) = project::spec(&project::root().join("spec"));
        // Each mutation is checked against all fixtures, so that these are some of them.
        let mut fixtures = project::fixtures();
        fixtures.retain(|fixture| GROUPS.iter().any(|group| fixture.path.starts_with(group)));
        let responses: Vec<_> =
            fixtures.iter().map(|fixture| serde_json::from_str(&fixture.source.text).expect("JSON")).collect();
        let mut all = Vec::new();
        for pair in pairing::pairs(&api, &fixtures) {
            let returns = &api.groups[pair.group].endpoints[pair.endpoint].returns;
            let Some(returns) = returns.ty() else { continue };
            all.extend(sites(&api, pair.fixture, returns, &responses[pair.fixture]));
        }
        let baseline = check(&api, &sources, &fixtures).iter().map(key).collect();
        Self { sources, api, fixtures, responses, sites: all, baseline }
    }

    /// The fixtures with one of them mutated.
    fn mutated(&self, mutation: &Mutation) -> Vec<Fixture> {
        let site = &self.sites[mutation.site];
        let mut response = self.responses[site.fixture].clone();
        mutation.apply(site, &mut response);
        let mut fixtures = self.fixtures.clone();
        let Fixture { path, source, .. } = &self.fixtures[site.fixture];
        let text = serde_json::to_string_pretty(&response).expect("JSON");
        fixtures[site.fixture] = Fixture::parse(path, &source.path, text).expect("JSON");
        fixtures
    }

    /// What is reported of them, and was not before.
    fn reported(&self, fixtures: &[Fixture]) -> Vec<Finding> {
        let findings = check(&self.api, &self.sources, fixtures);
        findings.into_iter().filter(|finding| !self.baseline.contains(&key(finding))).collect()
    }
}

#[derive(Default)]
struct Score {
    kinds: BTreeMap<&'static str, usize>,
    skipped: BTreeMap<&'static str, usize>,
    distinct: BTreeSet<String>,
    right: usize,
    reported: usize,
    expected: usize,
    settled: usize,
    unsettled: usize,
    misses: Vec<String>,
}

impl Score {
    fn all(&self) -> usize {
        self.kinds.values().sum()
    }
}

#[test]
fn every_mutation_is_found_with_its_path_and_nothing_else_is() {
    let ground = Ground::read();
    let mut random = Random::new(SEED);
    let mut score = Score::default();
    while score.all() < WANTED {
        let operation = OPERATIONS[random.below(OPERATIONS.len())];
        let mutation = Mutation::draw(operation, &ground.api, &ground.sites, &ground.responses, &mut random);
        match expected(&ground.api, &ground.sites[mutation.site], &mutation) {
            Expected::NoDrift(why) => {
                *score.skipped.entry(why).or_default() += 1;
                let reported = ground.reported(&ground.mutated(&mutation));
                assert!(!reported.iter().any(is_drift), "{why}, and yet {mutation:?} gives {reported:#?}");
            }
            Expected::Findings(findings) => hold(&ground, &mutation, &findings, &mut score),
            Expected::Many(why) => *score.skipped.entry(why).or_default() += 1,
        }
    }
    print(&score);
    assert!(score.misses.is_empty(), "{:#?}", score.misses);
    assert_eq!((score.right, score.right), (score.reported, score.expected));
    assert!(OPERATIONS.iter().all(|operation| score.kinds.contains_key(operation.name())), "{:?}", score.kinds);
}

fn is_drift(finding: &Finding) -> bool {
    finding.severity > Severity::Notice
}

fn hold(ground: &Ground, mutation: &Mutation, expected: &[(&'static str, String)], score: &mut Score) {
    let site = &ground.sites[mutation.site];
    let file = &ground.fixtures[site.fixture].source.path;
    let fixtures = ground.mutated(mutation);
    let reported: Vec<_> = ground.reported(&fixtures).iter().map(key).collect();
    let is_expected = |(rule, .., at, path): &Key| at == file && expected.contains(&(*rule, path.clone()));
    let right = reported.iter().filter(|key| is_expected(key)).count();
    *score.kinds.entry(mutation.operation.name()).or_default() += 1;
    score.distinct.insert(format!("{file} {} {:?} {}", site.path, mutation.operation, mutation.with));
    score.right += right;
    score.reported += reported.len();
    score.expected += expected.len();
    if (right, right) != (reported.len(), expected.len()) {
        let place = format!("{file} {}", site.path);
        score.misses.push(format!("{mutation:?} at {place}: expected {expected:?}, reported {reported:?}"));
    }
    if score.all().is_multiple_of(PATCHED_ONE_OF) {
        patched(ground, mutation, &fixtures, score);
    }
}

/// The patch settles the drift, unless the response is no page any more: what leads through it in
/// the spec cannot follow.
fn patched(ground: &Ground, mutation: &Mutation, fixtures: &[Fixture], score: &mut Score) {
    let patched = patch(&ground.sources, fixtures).expect("the spec reads");
    let open: Vec<_> = patched.findings.iter().filter(|finding| is_drift(finding)).collect();
    let site = &ground.sites[mutation.site];
    if open.is_empty() {
        score.settled += 1;
    } else if matches!(site.path.as_str(), "$" | "$[0]" | "$[1]") {
        score.unsettled += 1;
    } else {
        score.misses.push(format!("the patch for {mutation:?} at {} leaves {open:#?}", site.path));
    }
}

#[allow(clippy::cast_precision_loss, reason = "some hundreds")]
fn print(score: &Score) {
    let Score { kinds, skipped, distinct, right, reported, expected, .. } = score;
    let all = score.all();
    println!("seed {SEED}: {all} mutations, {} of them distinct", distinct.len());
    kinds.iter().for_each(|(kind, count)| println!("  {count:>4}  {kind}"));
    let not_drift: usize = skipped.values().sum();
    println!("{not_drift} drawn and left out:");
    skipped.iter().for_each(|(why, count)| println!("  {count:>4}  {why}"));
    let precision = *right as f64 / *reported as f64;
    let recall = *right as f64 / *expected as f64;
    println!("{expected} findings expected, {reported} reported, {right} of them right");
    let (settled, unsettled) = (score.settled, score.unsettled);
    println!("patched every {PATCHED_ONE_OF}th: {settled} settled, {unsettled} that break a page are left to a person");
    println!("precision {precision:.3}, recall {recall:.3}");
}
