/* Between rig.c, which moves bytes and waits, and rig_look.c, which looks at what came. */
#ifndef TESTS_SUPPORT_RIG_PRIVATE_H
#define TESTS_SUPPORT_RIG_PRIVATE_H

#include "child.h"
#include "rig.h"

struct rig {
    struct child child;
    struct glass *glass;
    struct str queue;   /* input that did not fit into the terminal yet */
    size_t typed;       /* bytes of it that did */
    struct str written; /* all the program wrote, without barrier answers */
    struct str partial; /* what may be the beginning of an answer */
    long asked;         /* barriers sent */
    long answered;      /* barriers that came back */
    bool real_time;
    int limit_ms;
    char *own_home; /* to be removed */
    char *home;
    pid_t pid;
    bool silent; /* no more output can come */
    bool ended;
    bool stopped;
    int status;
    struct rusage usage;
    const char *file; /* the line of the test we are in */
    int line;
};

typedef bool rig_condition(struct rig *rig, const void *context);

/*
 * Moves bytes until CONDITION holds; true then. False when the program has ended or was hung up
 * before it did. Fails the test at the time limit, saying what it waited for.
 */
bool rig_wait(struct rig *rig, rig_condition *condition, const void *context, const char *what);

#endif
