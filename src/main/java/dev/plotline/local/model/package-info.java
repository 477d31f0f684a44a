/// Bedrock Converse on this machine: its wire protocol over an analyst made of rules.
@NullMarked
package dev.plotline.local.model;

import org.jspecify.annotations.NullMarked;
