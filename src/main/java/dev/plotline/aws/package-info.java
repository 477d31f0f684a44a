/// The ports on AWS: the model on Bedrock, the sandbox on AgentCore Code Interpreter, files on S3.
@NullMarked
package dev.plotline.aws;

import org.jspecify.annotations.NullMarked;
