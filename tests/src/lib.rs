//! What only the whole tree shows: its arrows, its infrastructure, its paths from end to end.

#[cfg(test)]
mod arrows;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod choices;
#[cfg(test)]
mod client;
#[cfg(test)]
mod durable;
#[cfg(test)]
mod function;
#[cfg(test)]
mod infra;
#[cfg(test)]
mod lambda;
#[cfg(test)]
mod live;
#[cfg(test)]
mod officer;
#[cfg(test)]
mod preview;
#[cfg(test)]
mod program;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod server;
#[cfg(test)]
mod submissions;
#[cfg(test)]
mod tree;
