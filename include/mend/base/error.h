/*
 * What can go wrong, and the sentence that says so.
 *
 * A function that can fail returns `enum err` and, beside it, writes a sentence for the person
 * into a `struct fault` that the caller owns: what happened, where, and what to do about it.
 */
#ifndef MEND_BASE_ERROR_H
#define MEND_BASE_ERROR_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

enum err {
    OK = 0,
    ERR_MEMORY,     /* no memory left */
    ERR_NOT_FOUND,  /* the file, folder or record is not there */
    ERR_ACCESS,     /* it is there, but we may not use it */
    ERR_IO,         /* the disk or the system refused */
    ERR_FULL,       /* no space left */
    ERR_READ_ONLY,  /* can be read, cannot be written */
    ERR_FORMAT,     /* not the kind of file or text we expected */
    ERR_NEWER,      /* made by a newer mend than this one */
    ERR_BUSY,       /* another process holds it, and went on holding it */
    ERR_CONFLICT,   /* another process changed it in between */
    ERR_INPUT,      /* the person asked for something that cannot be done */
    ERR_PASSPHRASE, /* the passphrase or recovery key does not open the file */
    ERR_DAMAGED,    /* it is ours, but bytes of it are not what we wrote */
    ERR_COST,       /* opening would take more memory or time than we allow */
    ERR_CANCELLED,  /* the person called it off */
};

enum { FAULT_TEXT = 640 };

/* The last thing that went wrong. `text` is empty as long as nothing has. */
struct fault {
    enum err code;
    char text[FAULT_TEXT];
};

/*
 * Writes a sentence into FAULT (which may be NULL) and returns CODE, so that a failing function
 * can end in `return fault_set(...)`. A sentence that does not fit is cut at a whole character.
 */
enum err fault_set(struct fault *fault, enum err code, const char *format, ...) PRINTF_LIKE(3, 4);

/*
 * The same for a failed system call: picks the code from ERROR_NUMBER (an errno value) and adds
 * the system's own words after the sentence, in brackets.
 */
enum err fault_set_system(struct fault *fault, int error_number, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Says that memory ran out. Always returns ERR_MEMORY. */
enum err fault_set_memory(struct fault *fault);

#endif
