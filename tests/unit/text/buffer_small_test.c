/*
 * The tests of the buffer once more, with a gap of four bytes, so that every boundary is crossed.
 * This buffer.c stands in for the program's own, which the linker then leaves in its archive.
 */
#define BUFFER_BLOCK 4
#include "text/buffer.c" /* NOLINT(bugprone-suspicious-include) */

#include "buffer_test.c" /* NOLINT(bugprone-suspicious-include) */
