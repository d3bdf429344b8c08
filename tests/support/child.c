/*
 * Three processes. The test forks a leader, which owns the session and plays the shell; the
 * leader forks the program, puts it in the foreground and tells the test through a pipe what
 * becomes of it. Without the leader the program's process group would be an orphan, which the
 * system never stops.
 *
 * The leader stays until the test has looked at the terminal: when a session's leader goes, the
 * terminal is hung up and its settings are as new, restored or not.
 */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum { FIRST_FREE = 3, LAST_CLOSED = 1024, MOST_ARGUMENTS = 32, PATIENCE = 10000 };

/* A test that dies takes its programs along. */
static void die_with_parent(void)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

static _Noreturn void run_program(const struct child_options *options)
{
    sigset_t none, background;
    sigemptyset(&background);
    sigaddset(&background, SIGTTOU);
    sigprocmask(SIG_BLOCK, &background, NULL);
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);

    const char *arguments[MOST_ARGUMENTS + 2] = {options->program};
    for (int i = 0; options->arguments && options->arguments[i] && i < MOST_ARGUMENTS; i++)
        arguments[i + 1] = options->arguments[i];
    /* execve() does not write to them; its prototype is older than const. */
    char *vector[MOST_ARGUMENTS + 2];
    memcpy(vector, arguments, sizeof vector);
    execve(options->program, vector, options->environment);
    static const char sorry[] = "the rig cannot run this program\n";
    ssize_t ignored = write(STDERR_FILENO, sorry, sizeof sorry - 1);
    (void)ignored;
    _exit(127);
}

static void send_report(int pipe, const struct child_report *report)
{
    ssize_t written;
    do
        written = write(pipe, report, sizeof *report);
    while (written < 0 && errno == EINTR);
}

/* Tells what became of PROGRAM until there is nothing more to tell. */
static void watch(pid_t program, int pipe, bool *stopped)
{
    struct child_report report = {.pid = program};
    while (wait4(program, &report.status, WNOHANG | WUNTRACED | WCONTINUED, &report.usage) > 0) {
        *stopped = WIFSTOPPED(report.status);
        send_report(pipe, &report);
    }
}

/*
 * What a shell does for its job when it is hung up itself. Only a stopped one has to go on first:
 * a leak check at the end of a program waits for a stop that SIGCONT would take away.
 */
static void hang_up(pid_t program, bool stopped)
{
    kill(-program, SIGHUP);
    if (stopped)
        kill(-program, SIGCONT);
}

static _Noreturn void lead(const struct child_options *options, int pipe)
{
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGCHLD);
    sigaddset(&awaited, SIGHUP);
    sigprocmask(SIG_BLOCK, &awaited, NULL);
    die_with_parent();
    /* The terminals of other rigs among them: kept open here they would never hang up. */
    for (int i = FIRST_FREE; i < LAST_CLOSED; i++)
        if (i != pipe)
            close(i);
    pid_t program = fork();
    if (program < 0)
        _exit(1);
    if (program == 0) {
        close(pipe);
        die_with_parent();
        run_program(options);
    }
    setpgid(program, program);
    for (int i = 0; i < FIRST_FREE; i++)
        close(i);
    send_report(pipe, &(struct child_report){.pid = program});
    for (bool stopped = false;;) {
        int signal_number = 0;
        sigwait(&awaited, &signal_number);
        if (signal_number == SIGHUP)
            hang_up(program, stopped);
        else
            watch(program, pipe, &stopped);
    }
}

/* Reads the first report, which names the program. */
static bool meet(struct child *child)
{
    struct child_report report;
    ssize_t length;
    do
        length = read(child->reports, &report, sizeof report);
    while (length < 0 && errno == EINTR);
    if (length != (ssize_t)sizeof report)
        return false;
    child->pid = report.pid;
    return fcntl(child->reports, F_SETFL, O_NONBLOCK) == 0;
}

bool child_start(struct child *child, const struct child_options *options)
{
    struct winsize size = {.ws_row = (unsigned short)options->rows,
                           .ws_col = (unsigned short)options->columns};
    int pipe[2], far_end = -1;
    *child = (struct child){.terminal = -1, .reports = -1};
    if (pipe2(pipe, O_CLOEXEC) != 0)
        return false;
    child->reports = pipe[0];
    bool started = openpty(&child->terminal, &far_end, NULL, NULL, &size) == 0 &&
                   tcgetattr(far_end, &child->before) == 0;
    if (started)
        child->leader = fork();
    if (started && child->leader == 0) {
        login_tty(far_end);
        lead(options, pipe[1]);
    }
    close(pipe[1]);
    if (far_end >= 0)
        close(far_end);
    started = started && child->leader > 0 && fcntl(child->terminal, F_SETFD, FD_CLOEXEC) == 0 &&
              fcntl(child->terminal, F_SETFL, O_NONBLOCK) == 0 && meet(child);
    if (!started)
        child_stop(child);
    return started;
}

bool child_report(struct child *child, struct child_report *report)
{
    if (read(child->reports, report, sizeof *report) != (ssize_t)sizeof *report)
        return false;
    if (WIFEXITED(report->status) || WIFSIGNALED(report->status))
        child->pid = 0; /* the number may be somebody else's now */
    return true;
}

void child_hang_up(struct child *child)
{
    if (child->terminal >= 0)
        close(child->terminal);
    child->terminal = -1;
}

/* Kills the program if it still runs; it is gone, not only dying, on return. */
static void end_program(struct child *child)
{
    struct child_report report;
    struct pollfd wait = {.fd = child->reports, .events = POLLIN};
    while (child->pid > 0 && child_report(child, &report))
        ;
    if (child->pid > 0)
        kill(child->pid, SIGKILL);
    while (child->pid > 0 && (poll(&wait, 1, PATIENCE) > 0 || errno == EINTR))
        if (!child_report(child, &report) && errno != EAGAIN && errno != EINTR)
            break;
}

void child_stop(struct child *child)
{
    child_hang_up(child);
    if (child->reports >= 0) {
        end_program(child);
        close(child->reports);
    }
    if (child->leader > 0) {
        kill(child->leader, SIGKILL);
        while (waitpid(child->leader, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    *child = (struct child){.terminal = -1, .reports = -1};
}
