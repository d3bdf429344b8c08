/* Commands at the shell: runs the shipped program with what stands on its descriptors. */
#ifndef TESTS_SUPPORT_DESK_H
#define TESTS_SUPPORT_DESK_H

#include "mend/base/str.h"
#include "support/folder.h"

/* A home that is not made yet, and what the last command said. */
struct desk {
    char *folder;
    char *home;
    char *input;         /* a file for standard input */
    const char *secrets; /* lines on descriptor 9, for --passphrase-fd 9; NULL: none */
    const char *output;  /* where standard output goes; NULL: to `out` */
    int status;
    struct str out;
    struct str errors;
};

int desk_setup(void **state);
int desk_teardown(void **state);
#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

/* Runs mend with LENGTH bytes of INPUT; ARGUMENTS end with NULL. */
void desk_run(struct desk *desk, const char *input, size_t length, const char *const *arguments);

#define MEND(desk, input, ...)                                                                     \
    desk_run(desk, input, strlen(input), (const char *const[]){__VA_ARGS__, NULL})

/* It said EXACTLY this, and nothing went wrong. */
void desk_expect_out(const struct desk *desk, const char *exactly);

/* It failed with one sentence that has SAYS in it, and nothing else. */
void desk_expect_failure(const struct desk *desk, int status, const char *says);

#endif
