//! Which file of the spec defines which type.

use std::collections::{BTreeMap, BTreeSet};

use spec::{Api, Source};

use super::shapes::Shapes;

/// A file for types that no person has named one for.
const SHARED: &str = "types.yaml";

/// A family whose endpoints alone return a type; `None` if all may use it.
type Home = Option<usize>;

/// What says in which file a type is.
///
/// A type that endpoints of one family alone return is in a file of the family: the one that a person names, else that
/// of a type that holds it, else that of the endpoint. Any other is in a file that all can use: the one that a person
/// names, else that of a type that holds it.
pub(super) struct Assignment<'s, 'v, 'n> {
    shapes: &'s Shapes<'v, 'n>,
    sources: &'s [Source],
    /// The family of each file of endpoints.
    families: BTreeMap<&'s str, Home>,
    /// For each type, the positions of those that it holds.
    held: Vec<Vec<usize>>,
}

impl<'s, 'v, 'n> Assignment<'s, 'v, 'n> {
    pub(super) fn new(shapes: &'s Shapes<'v, 'n>, api: &Api, sources: &'s [Source]) -> Self {
        let family = |group: &spec::Group| (file_name(&sources[group.file].path), group.family);
        let types = &shapes.types;
        let mut held = vec![Vec::new(); types.found.len()];
        for (at, found) in types.found.iter().enumerate() {
            let holders: BTreeSet<_> = found.keys.iter().filter_map(|(owner, _)| types.position(owner)).collect();
            holders.into_iter().for_each(|holder| held[holder].push(at));
        }
        Self { shapes, sources, families: api.groups.iter().map(family).collect(), held }
    }

    /// The positions of the types, by the names of their files.
    pub(super) fn by_file(&self) -> BTreeMap<String, Vec<usize>> {
        let homes = self.homes();
        let mut files = vec![None; homes.len()];
        for at in 0..homes.len() {
            let given = self.shapes.names.file_of(&self.shapes.types.found[at].name);
            files[at] = given.filter(|file| self.home(file) == homes[at]);
        }
        for at in (0..homes.len()).filter(|at| files[*at].is_some()).collect::<Vec<_>>() {
            self.spread(at, &homes, &mut files);
        }
        for at in 0..homes.len() {
            if files[at].is_none() {
                files[at] = Some(self.own_file(at, homes[at]));
                self.spread(at, &homes, &mut files);
            }
        }
        let mut by_file: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, file) in files.into_iter().enumerate().filter(|(at, _)| self.shapes.types.found[*at].has_fields()) {
            by_file.entry(file.unwrap_or(SHARED).to_owned()).or_default().push(at);
        }
        by_file
    }

    /// The home of each type. What a type holds that all may use, all may use, too.
    fn homes(&self) -> Vec<Home> {
        let mut homes: Vec<Home> = (0..self.held.len()).map(|at| self.only_family(at)).collect();
        let mut open: Vec<usize> = (0..homes.len()).filter(|at| homes[*at].is_none()).collect();
        while let Some(holder) = open.pop() {
            for at in &self.held[holder] {
                if homes[*at].take().is_some() {
                    open.push(*at);
                }
            }
        }
        homes
    }

    /// Gives the file of a type to all that it holds, directly or not, and that have the same home and no file yet.
    fn spread(&self, from: usize, homes: &[Home], files: &mut [Option<&'s str>]) {
        let mut open = vec![from];
        while let Some(holder) = open.pop() {
            for at in &self.held[holder] {
                if files[*at].is_none() && homes[*at] == homes[holder] {
                    files[*at] = files[holder];
                    open.push(*at);
                }
            }
        }
    }

    /// The family of all endpoints that return a type.
    fn only_family(&self, at: usize) -> Home {
        let families: BTreeSet<Home> = self.endpoint_files(at).map(|file| self.home(file)).collect();
        if families.len() == 1 { families.into_iter().next().flatten() } else { None }
    }

    /// The file of a type that nothing with a file of the same home holds.
    fn own_file(&self, at: usize, home: Home) -> &'s str {
        home.and_then(|_| self.endpoint_files(at).next()).unwrap_or(SHARED)
    }

    fn endpoint_files(&self, at: usize) -> impl Iterator<Item = &'s str> {
        self.shapes.types.found[at].files.iter().map(|file| file_name(&self.sources[*file].path))
    }

    fn home(&self, file: &str) -> Home {
        self.families.get(file).copied().flatten()
    }
}

/// The name of a file without its folder.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
