@NullMarked
package dev.plotline.web;

import org.jspecify.annotations.NullMarked;
