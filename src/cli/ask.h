/* Asking for a passphrase: from the terminal, without an echo, or from --passphrase-fd. */
#ifndef MEND_CLI_ASK_H
#define MEND_CLI_ASK_H

#include "commands.h"
#include "mend/app/opening.h"

/* Bytes in memory that is locked and wiped. */
struct answer_line {
    char *bytes; /* NUL-terminated; NULL before ask_line() */
    size_t length;
};

/*
 * Asks with PROMPT on the terminal (never on standard input, which may carry something else), or
 * takes the next line of --passphrase-fd. ECHO shows what is typed. ERR_INPUT when there is
 * neither. To be freed with ask_free().
 */
enum err ask_line(const struct asked *asked, const char *prompt, bool echo,
                  struct answer_line *line, struct fault *fault) MUST_CHECK;
void ask_free(struct answer_line *line);

/*
 * Has WORD typed at the terminal, never taken from --passphrase-fd, before something that cannot be
 * taken back. Another word is ERR_CANCELLED with the sentence OTHERWISE. For commands with --yes.
 */
enum err ask_word(const struct asked *asked, const char *prompt, const char *word,
                  const char *otherwise, struct fault *fault) MUST_CHECK;

/* A new passphrase: twice at the terminal, where two that differ are ERR_INPUT. */
enum err ask_new(const struct asked *asked, struct answer_line *line,
                 struct fault *fault) MUST_CHECK;

/* Looks at the home and, when its file is sealed, asks for the passphrase and unlocks it. */
enum err ask_and_unlock(const struct asked *asked, const struct opening *opening,
                        struct opened *opened, struct fault *fault) MUST_CHECK;

/*
 * Sets CLOCK, then opens what a person keeps, asking for the passphrase of a sealed file. OPENED is
 * to be closed either way.
 */
enum err ask_open_store(const struct asked *asked, struct clock *clock, struct opened *opened,
                        struct fault *fault) MUST_CHECK;

/* For conversions: shows progress on a terminal, and lets Ctrl-C call it off. */
const struct vault_work *ask_work(void);

#endif
