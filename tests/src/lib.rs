//! What only the whole tree shows: its arrows, its infrastructure, its paths from end to end.

#![cfg(test)]

mod answering;
mod arrows;
mod asking;
mod browser;
mod cases;
mod choices;
mod client;
mod clock;
mod contract;
mod desk;
mod durable;
mod duties;
mod explaining;
mod extremes;
mod failing;
mod failing_courier;
mod fallback;

mod frugal;
mod function;
mod golden;
mod host;
mod hostile;
mod hostile_words;
mod html;
mod importing;
mod importing_labels;
mod importing_marks;
mod importing_pages;
mod importing_print;
mod importing_word;
mod infra;
mod lambda;
mod limits;
mod linked_data;
mod live;
mod machines;
mod mail;
mod mutations;
mod numbering;
mod officer;
mod preview;
mod program;
mod proof;
mod proof_of_work;
mod publishing;
mod refusals;
mod registers;
mod server;
mod site;
mod starting;
mod submissions;
mod tree;
mod two_editions;
