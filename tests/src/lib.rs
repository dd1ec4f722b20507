//! What only the whole tree shows: its arrows, its infrastructure, its paths from end to end.

#[cfg(test)]
mod arrows;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod infra;
#[cfg(test)]
mod program;
#[cfg(test)]
mod tree;
