/*
 * A disk that fails on demand, for SQLite: a VFS over the usual one that counts every change to a
 * file (open, write, truncate, sync, delete) and lets one of them go wrong. A write that goes wrong
 * has written its first half.
 */
#ifndef MEND_TESTS_BROKEN_DISK_H
#define MEND_TESTS_BROKEN_DISK_H

#include <stdbool.h>

enum disk_trouble {
    DISK_HEALTHY,
    DISK_FAILS_ONCE,   /* the change fails; those after it work */
    DISK_STAYS_BROKEN, /* it fails, and so does every one after it */
    DISK_KILLS,        /* the process is killed in the middle of it */
};

/* Becomes, and stops being, what SQLite opens files with. Nothing may be open at that time. */
void broken_disk_install(void);
void broken_disk_remove(void);

/* From now on, the change number AT (1 is the next) meets TROUBLE. */
void broken_disk_plan(enum disk_trouble trouble, int at);

/* Did it come to that since broken_disk_plan()? */
bool broken_disk_happened(void);

#endif
