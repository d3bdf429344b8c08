/*
 * What may be seen of mend once somebody has left it, by whoever looks at the terminal next or
 * reads the bytes. The program is started with .before = leaving_shell, so that there is a shell's
 * own session which must survive, and on xterm-256color.
 */
#ifndef TESTS_SUPPORT_LEAVING_H
#define TESTS_SUPPORT_LEAVING_H

#include "support/rig.h"

/* More lines than any window here has rows: some of them are in the scrollback. */
extern const char leaving_shell[];

/*
 * Ended with status 0 and the terminal's settings restored. The last that was written erased the
 * screen, left the alternate one and erased again; the scrollback is the shell's, all of it and
 * nothing else, and never was told to go.
 */
void leaving_expect_over(struct rig *rig);

/* The same, and not one character was written since MARK: what came before the erasing hides. */
void leaving_expect_gone(struct rig *rig, size_t mark);

/*
 * It runs, but what stands on the glass is the shell's session, as if it had never been started.
 * No character was written since MARK, and the screen was empty when the alternate one was left.
 */
void leaving_expect_away(struct rig *rig, size_t mark);

/* Nothing was written since MARK: ended with status 0, settings restored. */
void leaving_expect_silence(struct rig *rig, size_t mark);

#endif
