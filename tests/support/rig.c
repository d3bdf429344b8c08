/*
 * Bytes go both ways at once: what is typed waits in `queue` until the terminal takes it, and
 * whatever the program writes meanwhile is read, so that neither side ever waits for the other.
 * What is read passes a filter that takes barrier answers out; the rest is kept as it came and
 * shown on the glass.
 */
#include "rig.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "rig_private.h"

enum { CHUNK = 65536, DEFAULT_LIMIT = 20000 };

static const char answer_start[] = "\x1b]5522;";

struct rig *rig_here(struct rig *rig, const char *file, int line)
{
    rig->file = file;
    rig->line = line;
    return rig;
}

/* ---- what the program writes ---- */

static void show(struct rig *rig, const char *bytes, size_t length)
{
    str_append(&rig->written, bytes, length);
    glass_feed(rig->glass, bytes, length);
}

/* How many of the last bytes may be the beginning of an answer. */
static size_t begun(const char *bytes, size_t length)
{
    size_t most = sizeof answer_start - 2;
    for (size_t count = length < most ? length : most; count > 0; count--)
        if (memcmp(bytes + length - count, answer_start, count) == 0)
            return count;
    return 0;
}

static void note_answer(struct rig *rig, const char *number)
{
    char *end;
    long answer = strtol(number, &end, 10);
    if (end == number || *end != '\a' || answer != rig->answered + 1)
        rig_fail_at(rig, "the program answered a barrier with \"%.20s\", not with %ld", number,
                    rig->answered + 1);
    rig->answered = answer;
}

static void take_output(struct rig *rig, const char *bytes, size_t length)
{
    struct str *all = &rig->partial;
    str_append(all, bytes, length);
    size_t at = 0;
    for (;;) {
        const char *rest = all->bytes + at;
        size_t left = all->length - at;
        const char *start = memmem(rest, left, answer_start, sizeof answer_start - 1);
        if (!start) {
            size_t kept = begun(rest, left);
            show(rig, rest, left - kept);
            at = all->length - kept;
            break;
        }
        show(rig, rest, (size_t)(start - rest));
        at = (size_t)(start - all->bytes);
        const char *end = memchr(start, '\a', all->length - at);
        if (!end)
            break;
        note_answer(rig, start + sizeof answer_start - 1);
        at = (size_t)(end + 1 - all->bytes);
    }
    memmove(all->bytes, all->bytes + at, all->length - at);
    str_truncate(all, all->length - at);
}

/* ---- moving bytes ---- */

static void read_output(struct rig *rig)
{
    char bytes[CHUNK];
    ssize_t length = read(rig->child.terminal, bytes, sizeof bytes);
    if (length > 0)
        take_output(rig, bytes, (size_t)length);
    else if (length == 0 || (errno != EAGAIN && errno != EINTR))
        rig->silent = true; /* nobody has the other end open any more */
}

/* Bytes that still wait to be typed. */
static size_t waiting(const struct rig *rig)
{
    return rig->queue.length - rig->typed;
}

static void write_input(struct rig *rig)
{
    if (!waiting(rig) || rig->child.terminal < 0)
        return;
    ssize_t length = write(rig->child.terminal, rig->queue.bytes + rig->typed, waiting(rig));
    if (length > 0)
        rig->typed += (size_t)length;
    if (waiting(rig))
        return;
    str_truncate(&rig->queue, 0);
    rig->typed = 0;
}

static void read_reports(struct rig *rig)
{
    struct child_report report;
    while (child_report(&rig->child, &report)) {
        rig->status = report.status;
        rig->stopped = WIFSTOPPED(report.status);
        rig->ended = WIFEXITED(report.status) || WIFSIGNALED(report.status);
        rig->usage = report.usage;
    }
}

/* Moves what can be moved, waiting at most MILLISECONDS for that. */
static void pump(struct rig *rig, int milliseconds)
{
    short wanted = (short)(waiting(rig) ? POLLIN | POLLOUT : POLLIN);
    struct pollfd ends[] = {
        {.fd = rig->silent ? -1 : rig->child.terminal, .events = wanted},
        {.fd = rig->ended ? -1 : rig->child.reports, .events = POLLIN},
    };
    if (poll(ends, 2, milliseconds) <= 0)
        return;
    if (ends[0].revents & (POLLIN | POLLHUP | POLLERR))
        read_output(rig);
    if (ends[0].revents & POLLOUT)
        write_input(rig);
    if (ends[1].revents)
        read_reports(rig);
}

static int64_t real_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_over(const struct rig *rig)
{
    return rig->ended && (rig->silent || rig->child.terminal < 0);
}

bool rig_wait(struct rig *rig, rig_condition *condition, const void *context, const char *what)
{
    int64_t end = real_now() + rig->limit_ms;
    while (!condition(rig, context)) {
        int64_t left = end - real_now();
        if (is_over(rig))
            return false;
        if (left <= 0)
            rig_fail_at(rig, "waited %d ms for %s", rig->limit_ms, what);
        pump(rig, (int)left);
    }
    return true;
}

/* ---- starting and stopping ---- */

static void put_variable(struct str *variables, const char *name, const char *value)
{
    if (!value)
        return;
    str_printf(variables, "%s=%s", name, value);
    str_putc(variables, '\0');
}

static bool same_name(const char *a, const char *b)
{
    size_t length = strcspn(a, "=");
    return length == strcspn(b, "=") && memcmp(a, b, length) == 0;
}

/* Appends the variables of BASE (each NUL-ended) that MORE does not name, then those of MORE. */
static void put_changed(struct str *out, const struct str *base, const char *const *more)
{
    for (size_t at = 0; at < base->length; at += strlen(base->bytes + at) + 1) {
        bool named = false;
        for (int i = 0; more && more[i]; i++)
            named = named || same_name(more[i], base->bytes + at);
        if (!named)
            str_append(out, base->bytes + at, strlen(base->bytes + at) + 1);
    }
    for (int i = 0; more && more[i]; i++)
        if (strchr(more[i], '='))
            str_append(out, more[i], strlen(more[i]) + 1);
}

/* The program's environment, made from nothing: what the tester has set must not matter. */
static void put_environment(struct str *out, const struct rig_options *o, const char *home)
{
    static const char *const handed_on[] = {"PATH",          "TMPDIR",       "ASAN_OPTIONS",
                                            "UBSAN_OPTIONS", "LSAN_OPTIONS", "TERMINFO",
                                            "TERMINFO_DIRS", "GCOV_PREFIX",  "LLVM_PROFILE_FILE"};
    struct str base = {0};
    const char *now = o->now ? o->now : "2026-11-21T22:05:00";
    for (size_t i = 0; i < sizeof handed_on / sizeof handed_on[0]; i++)
        put_variable(&base, handed_on[i], getenv(handed_on[i]));
    put_variable(&base, "TERM", o->term ? o->term : "xterm-256color");
    put_variable(&base, "LC_ALL", o->locale ? o->locale : "C.UTF-8");
    put_variable(&base, "TZ", "UTC");
    put_variable(&base, "HOME", home);
    put_variable(&base, "MEND_HOME", o->mend_home);
    put_variable(&base, "MEND_CONTENT", o->content ? o->content : getenv("MEND_CONTENT"));
    put_variable(&base, "MEND_NOW", *now ? now : NULL);
    put_variable(&base, "MEND_TEST_SYNC", o->real_time ? NULL : "1");
    put_changed(out, &base, o->environment);
    str_free(&base);
}

/* VARIABLES, each NUL-ended, as the array execve() takes; for the caller to free. */
static char **make_vector(struct str *variables)
{
    size_t count = 0;
    for (size_t at = 0; at < variables->length; at += strlen(variables->bytes + at) + 1)
        count++;
    char **vector = calloc(count + 1, sizeof *vector);
    if (!vector)
        fail_msg("no memory");
    count = 0;
    for (size_t at = 0; at < variables->length; at += strlen(variables->bytes + at) + 1)
        vector[count++] = variables->bytes + at;
    return vector;
}

static void take_answer(const char *bytes, size_t length, void *context)
{
    struct rig *rig = context;
    str_append(&rig->queue, bytes, length);
}

static bool reads_keys(struct rig *rig, const void *context)
{
    struct termios now;
    (void)context;
    return tcgetattr(rig->child.terminal, &now) == 0 && !(now.c_lflag & (ICANON | ECHO | ISIG));
}

static void start_child(struct rig *rig, const struct rig_options *o)
{
    struct str variables = {0};
    const char *program = o->program ? o->program : getenv("MEND_BINARY");
    if (!program || !*program)
        rig_fail_at(rig, "MEND_BINARY does not name the program to test");
    put_environment(&variables, o, rig->home);
    char **environment = make_vector(&variables);
    struct child_options options = {
        .program = program, .arguments = o->arguments, .environment = environment};
    glass_size(rig->glass, &options.rows, &options.columns);
    bool started = child_start(&rig->child, &options);
    free(environment);
    str_free(&variables);
    if (!started)
        rig_fail_at(rig, "cannot start %s on a terminal: %s", program, strerror(errno));
    rig->pid = rig->child.pid;
}

/* Most tests begin on Today: Esc leaves the first run, which is there when nothing is kept. */
static void leave_first_run(struct rig *rig, const struct rig_options *o)
{
    struct str path = {0};
    str_printf(&path, "%s/mend.db", o->mend_home ? o->mend_home : "");
    bool kept = access(str_text(&path), F_OK) == 0;
    if (!o->first_run && !o->real_time && !o->program && !kept)
        rig_key_at(rig, "Esc");
    str_free(&path);
}

struct rig *rig_start_at(const struct rig_options *o, const char *file, int line)
{
    struct rig *rig = calloc(1, sizeof *rig);
    const char *locale = o->locale ? o->locale : "UTF-8";
    bool utf8 = strstr(locale, "UTF-8") || strstr(locale, "utf8");
    if (rig)
        rig->glass = glass_new(o->rows ? o->rows : 30, o->columns ? o->columns : 100, utf8,
                               take_answer, rig);
    if (!rig || !rig->glass) {
        free(rig);
        fail_msg("no memory for the rig");
        abort();
    }
    rig->child = (struct child){.terminal = -1, .reports = -1};
    rig->real_time = o->real_time;
    rig->limit_ms = o->limit_ms ? o->limit_ms : DEFAULT_LIMIT;
    rig_here(rig, file, line);
    if (!o->home)
        rig->own_home = folder_make();
    rig->home = strdup(o->home ? o->home : rig->own_home);
    if (o->before)
        glass_feed(rig->glass, o->before, strlen(o->before));
    start_child(rig, o);
    rig_wait(rig, reads_keys, NULL, "the program to start");
    leave_first_run(rig, o);
    return rig;
}

void rig_stop(struct rig *rig)
{
    if (!rig)
        return;
    child_stop(&rig->child);
    glass_free(rig->glass);
    str_free(&rig->queue);
    str_free(&rig->written);
    str_free(&rig->partial);
    folder_remove(rig->own_home);
    free(rig->home);
    free(rig);
}

/* ---- doing ---- */

void rig_bytes_at(struct rig *rig, const char *bytes, size_t length)
{
    if (rig->child.terminal < 0 || rig->silent)
        return; /* nobody reads it any more */
    bool empty = !waiting(rig);
    str_append(&rig->queue, bytes, length);
    if (empty)
        write_input(rig);
}

static bool is_answered(struct rig *rig, const void *context)
{
    (void)context;
    return rig->answered == rig->asked;
}

void rig_sync_at(struct rig *rig)
{
    if (rig->real_time)
        rig_fail_at(rig, "a program on real time has no barrier: use rig_wait_for()");
    if (is_over(rig) || rig->child.terminal < 0)
        return;
    rig->asked++;
    rig_bytes_at(rig, "\x1d", 1);
    if (!rig_wait(rig, is_answered, NULL, "the program to answer the barrier"))
        rig->asked = rig->answered; /* ended before it came to it */
}

/* ---- the end ---- */

static bool has_ended(struct rig *rig, const void *context)
{
    (void)context;
    return is_over(rig);
}

static bool has_stopped(struct rig *rig, const void *context)
{
    (void)context;
    return rig->stopped;
}

int rig_wait_exit_at(struct rig *rig)
{
    rig_wait(rig, has_ended, NULL, "the program to end");
    return rig->status;
}

void rig_wait_stop_at(struct rig *rig)
{
    if (!rig_wait(rig, has_stopped, NULL, "the program to be stopped"))
        rig_fail_at(rig, "the program ended instead of being stopped");
}

bool rig_terminal_is_restored(const struct rig *rig)
{
    struct termios now;
    const struct termios *a = &rig->child.before;
    if (rig->child.terminal < 0 || tcgetattr(rig->child.terminal, &now) != 0)
        return false;
    return a->c_iflag == now.c_iflag && a->c_oflag == now.c_oflag && a->c_cflag == now.c_cflag &&
           a->c_lflag == now.c_lflag && memcmp(a->c_cc, now.c_cc, sizeof now.c_cc) == 0;
}

pid_t rig_pid(const struct rig *rig)
{
    return rig->pid;
}

const char *rig_home(const struct rig *rig)
{
    return rig->home;
}

struct rusage rig_usage(const struct rig *rig)
{
    return rig->usage;
}

void rig_leave_at(struct rig *rig)
{
    rig_key_at(rig, "C-x");
    rig_expect_exit_at(rig, 0);
    rig_stop(rig);
}
