//! Importing pages as browsers and programs save them: hand-made in the shapes in which sites are made.
