package dev.plotline.local.analyst.answer;

/// Who the analyst is and how to get another one; said once in a thread.
public final class Introduction {
  /// One paragraph. `offline analyst` in it tells later turns that it has been said.
  public static final String TEXT =
      "_I'm the built-in offline analyst: rules that write pandas code, no language model. For one,"
          + " start Plotline with `S3_BUCKET` and AWS credentials set; `BEDROCK_MODEL_ID` names the"
          + " model._";

  private Introduction() {}
}
