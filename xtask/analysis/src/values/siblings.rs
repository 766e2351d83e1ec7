//! What the spec's other endpoints say of a parameter of the same name.

use spec::{Api, End, Endpoint, Param, Type};

use super::reach::Reach;

/// Names as plain as these agree by chance where they are of different groups.
const PLAIN: &[&str] = &["id", "pk", "code", "url", "query", "name"];

/// The parameters of a spec, as one endpoint sees them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Siblings<'a> {
    api: &'a Api,
    path: &'a str,
    /// The group of the endpoint, where the spec has it.
    group: Option<usize>,
    reach: Reach,
}

impl<'a> Siblings<'a> {
    pub(crate) fn new(api: &'a Api, path: &'a str, family: Option<usize>) -> Self {
        Self { api, path, group: Self::group_of(api, path), reach: Reach::Family(family) }
    }

    /// The same for an endpoint by its key.
    pub(crate) fn of(api: &'a Api, key: &'a str) -> Self {
        let path = key.rsplit(' ').next().unwrap_or_default();
        let family = Self::group_of(api, path).and_then(|group| api.groups[group].family);
        Self::new(api, path, family)
    }

    /// The group that an endpoint with this path belongs to: the one with the longest base.
    pub(crate) fn group_of(api: &Api, path: &str) -> Option<usize> {
        let below = |base: &str| path.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'));
        let groups = api.groups.iter().enumerate().filter(|(_, group)| below(&group.base));
        groups.max_by_key(|(_, group)| group.base.len()).map(|(position, _)| position)
    }

    /// The type of the group's other parameters of that name, if they agree.
    pub(crate) fn in_group(&self, name: &str) -> Option<&'a Type> {
        let endpoints = &self.api.groups[self.group?].endpoints;
        agreed(self.named(endpoints.iter().flat_map(|endpoint| &endpoint.params), name))
    }

    /// The type of the spec's other parameters of that name, if they agree and the name says enough.
    pub(crate) fn anywhere(&self, name: &str) -> Option<&'a Type> {
        let is_plain = |ty: &Type| PLAIN.contains(&name) && !matches!(ty, Type::Scalar(_));
        agreed(self.named(self.all(), name)).filter(|ty| !is_plain(ty))
    }

    pub(crate) fn api(&self) -> &'a Api {
        self.api
    }

    /// The type of a parameter by a name that says enough.
    pub(crate) fn telling(&self, name: &str) -> Option<&'a Type> {
        self.ty(name).filter(|_| !PLAIN.contains(&name))
    }

    /// The type itself, as a parameter of that name has it.
    pub(crate) fn ty_of(&self, name: &str, ty: &Type) -> Option<&'a Type> {
        self.named(self.all(), name).map(|param| &param.ty).find(|known| *known == ty)
    }

    /// The type of a parameter by its name alone.
    pub(crate) fn ty(&self, name: &str) -> Option<&'a Type> {
        self.in_group(name).or_else(|| self.with_end(name)).or_else(|| self.anywhere(name))
    }

    /// The type that it has in the endpoints whose paths differ in their first part alone, if they agree.
    fn with_end(&self, name: &str) -> Option<&'a Type> {
        agreed(self.named(self.of_other_versions().flat_map(|endpoint| &endpoint.params), name))
    }

    /// A parameter of that name and type that is most likely described by the same words: that of the endpoint whose path is this
    /// one with another beginning or end, or what most endpoints of the group say, or most of all. `has_pages` says whether it takes
    /// the cursor of pages: one that does not is another thing.
    pub(crate) fn like(&self, name: &str, ty: &Type, has_pages: bool) -> Option<&'a Param> {
        let takes_cursor =
            |endpoint: &Endpoint| endpoint.pages.as_ref().is_some_and(|pages| pages.way.parameter() == Some(name));
        let all: Vec<(usize, &Endpoint, &Param)> = self
            .endpoints()
            .filter(|(_, endpoint)| endpoint.path != self.path && takes_cursor(endpoint) == has_pages)
            .flat_map(|(group, endpoint)| endpoint.params.iter().map(move |param| (group, endpoint, param)))
            .filter(|(.., param)| param.wire == name && param.ty == *ty)
            .collect();
        let of = |is: &dyn Fn(usize, &str) -> bool| -> Vec<&'a Param> {
            all.iter().filter(|(group, endpoint, _)| is(*group, &endpoint.path)).map(|(.., param)| *param).collect()
        };
        let is_in_group = |group: usize| self.group == Some(group);
        let is_longer = |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
        let beside =
            of(&|group, path| is_in_group(group) && (is_longer(path, self.path) || is_longer(self.path, path)));
        let with_end = of(&|_, path| end(path) == end(self.path));
        let nearest = most(&beside, 1).or_else(|| most(&with_end, 1));
        nearest.or_else(|| majority(&of(&|group, _| is_in_group(group)))).or_else(|| majority(&of(&|_, _| true)))
    }

    /// The endpoints whose paths differ in their first part alone: those of other versions.
    pub(crate) fn of_other_versions(&self) -> impl Iterator<Item = &'a Endpoint> {
        let path = self.path;
        let endpoints = self.endpoints().map(|(_, endpoint)| endpoint);
        endpoints.filter(move |endpoint| endpoint.path != path && end(&endpoint.path) == end(path))
    }

    /// Whether the endpoint can use a type.
    pub(crate) fn can_use(&self, ty: &Type) -> bool {
        self.reach.has(self.api, ty)
    }

    fn endpoints(&self) -> impl Iterator<Item = (usize, &'a Endpoint)> {
        let groups = self.api.groups.iter().enumerate();
        groups.flat_map(|(position, group)| group.endpoints.iter().map(move |endpoint| (position, endpoint)))
    }

    fn all(&self) -> impl Iterator<Item = &'a Param> {
        let endpoints = self.api.groups.iter().flat_map(|group| &group.endpoints);
        endpoints.flat_map(|endpoint| &endpoint.params)
    }

    fn named(&self, params: impl Iterator<Item = &'a Param>, name: &str) -> impl Iterator<Item = &'a Param> {
        params.filter(move |param| param.wire == name && self.reach.has(self.api, &param.ty))
    }
}

fn agreed<'a>(mut params: impl Iterator<Item = &'a Param>) -> Option<&'a Type> {
    let first = &params.next()?.ty;
    params.all(|param| param.ty == *first).then_some(first)
}

/// The cursors that mean the end in all endpoints of a spec with pages, where there are several.
pub(crate) fn usual_ends(api: &Api) -> Option<&[End]> {
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    let all: Vec<&[End]> = endpoints.filter_map(|endpoint| Some(endpoint.pages.as_ref()?.way.next()?.1)).collect();
    let first = *all.first()?;
    (all.len() > 1 && all.iter().all(|ends| *ends == first)).then_some(first)
}

/// A path without its first part, which is often a version.
fn end(path: &str) -> &str {
    path.get(1..).and_then(|path| path.split_once('/')).map_or(path, |(_, end)| end)
}

/// The first of those that say the same as most others, and as so many.
fn most<'a>(params: &[&'a Param], least: usize) -> Option<&'a Param> {
    let count = |one: &&Param| params.iter().filter(|other| is_same(one, other)).count();
    let most = params.iter().map(count).max().filter(|most| *most >= least)?;
    params.iter().find(|param| count(param) == most).copied()
}

/// What more than half of them say, and at least two.
fn majority<'a>(params: &[&'a Param]) -> Option<&'a Param> {
    let most = most(params, 2)?;
    let same = params.iter().filter(|other| is_same(most, other)).count();
    (same * 2 > params.len()).then_some(most)
}

fn is_same(one: &Param, other: &Param) -> bool {
    one.doc == other.doc && one.default == other.default
}
