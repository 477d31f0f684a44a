package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;

/// One prepared answer in the place of the analyst's, made from the request if need be.
@FunctionalInterface
public interface Script {
  /// The answer to `request`, which has been checked before.
  Answer answer(JsonNode request);
}
