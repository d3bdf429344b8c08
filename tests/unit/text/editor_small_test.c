/*
 * The random hands once more, on a buffer with a gap of four bytes. This buffer.c stands in
 * for the program's own, which the linker then leaves in its archive.
 */
#define BUFFER_BLOCK 4
#include "text/buffer.c" /* NOLINT(bugprone-suspicious-include) */

#include "editor_property_test.c" /* NOLINT(bugprone-suspicious-include) */
