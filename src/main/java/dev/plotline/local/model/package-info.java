/// Bedrock Converse on this machine: its wire protocol over an analyst made of rules.
///
/// Why a server and no class behind the port: the production adapter runs unchanged, through the
/// vendor's own SDK, in every test. Why strict: a request this room lets pass and the vendor
/// refuses is a bug nobody finds until there is an account. Its refusals carry the vendor's words,
/// so that what is said to a person can be tried here.
///
/// Why the signature is checked though nobody but this machine can connect: other people's
/// processes on it can, and an adapter that signs wrongly should fail here first.
@NullMarked
package dev.plotline.local.model;

import org.jspecify.annotations.NullMarked;
