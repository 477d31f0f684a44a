package dev.plotline.aws;

import org.jspecify.annotations.Nullable;

/// What the clients are built from.
///
/// @param region null leaves it to the SDK's own chain
/// @param model Bedrock
/// @param code AgentCore
/// @param files S3
/// @param filesByPath whether the bucket stands in the path and not in the host's name, as every S3
///   but AWS's own wants it
public record AwsSettings(
    @Nullable String region,
    AwsEndpoint model,
    AwsEndpoint code,
    AwsEndpoint files,
    boolean filesByPath) {}
