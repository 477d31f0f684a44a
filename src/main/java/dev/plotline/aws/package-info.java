/// The ports on AWS: the model on Bedrock, the sandbox on AgentCore Code Interpreter, files on S3.
///
/// Why things are as they are:
///
/// - *One attempt for code.* The SDK's defaults send a user's code again, up to four times, when a
///   connection is silent for 30 s, breaks, or is throttled in the middle of the answer. So the
///   clients that stream have one attempt and a read time-out longer than the longest run, and what
///   may be tried again is decided here, where it is known whether anything was run.
/// - *Netty and async clients for everything.* The two operations that stream exist nowhere else;
///   the synchronous clients break on the early refusals of conditional writes; one pool of
///   connections serves all. Callers block on virtual threads.
/// - *A stream that ends well may still be cut.* An answer whose connection is closed in the middle
///   is reported as complete, so an end that the protocol promises is waited for: `messageStop` of
///   the model, a `result` of the Code Interpreter, the declared length of an object.
/// - *Interrupts are ours.* While the SDK prepares a call it may swallow an interrupt or report it
///   as a failure, so each call begins on a thread of its own and only we wait for it.
/// - *Checksums only where required.* With the SDK's default (a trailing checksum on each upload)
///   an early refusal by an S3 that isn't AWS's closes the connection under other requests.
/// - *No compare-and-swap.* `If-Match` isn't atomic on every S3; `If-None-Match: *` is.
/// - *Limits are waited for.* The account's calls a second and sessions are kept here by fair
///   queues, because each error of the service costs a person an answer.
@NullMarked
package dev.plotline.aws;

import org.jspecify.annotations.NullMarked;
