package dev.plotline.teams;

import dev.plotline.teams.graph.TeamsFiles;

/// What speaks to Teams beside the answers.
///
/// @param says words of the program's
/// @param admission who may ask
/// @param files in and out
/// @param marks notes what is to be taken back when the thread is deleted
record Line(Says says, Admission admission, TeamsFiles files, Marks marks) {}
