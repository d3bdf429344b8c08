#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "mend/base/message.h"

static int pipe_ends[2] = {-1, -1};
static volatile sig_atomic_t resized, stop, continued, end;
static const struct termios *volatile rescue_settings;
static const char *volatile rescue_escapes;

static void note(int number)
{
    int saved = errno;
    if (number == SIGWINCH)
        resized = 1;
    else if (number == SIGTSTP)
        stop = 1;
    else if (number == SIGCONT)
        continued = 1;
    else
        end = number;
    if (write(pipe_ends[1], "", 1) < 0) {
        /* The pipe is full: it is readable already, which is all we need. */
    }
    errno = saved;
}

/* Only calls that POSIX allows in a handler. The signal then takes its usual course. */
static void rescue(int number)
{
    if (rescue_escapes) {
        ssize_t ignored = write(STDOUT_FILENO, rescue_escapes, strlen(rescue_escapes));
        (void)ignored;
        tcsetattr(STDIN_FILENO, TCSANOW, rescue_settings);
    }
    signal(number, SIG_DFL);
    raise(number);
}

static const int noted[] = {SIGWINCH, SIGTERM, SIGHUP,  SIGINT,  SIGQUIT,   SIGTSTP,
                            SIGCONT,  SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGXCPU};
static const int fatal[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS};

static void install(const int *numbers, size_t count, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < count; i++)
        sigaction(numbers[i], &action, NULL);
}

enum err signals_open(struct fault *fault)
{
    if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return fault_set_system(fault, errno,
                                _("mend could not start: the system has no room for one more "
                                  "open file. Close other programs and try again."));
    install(noted, sizeof noted / sizeof noted[0], note, SA_RESTART);
    install(fatal, sizeof fatal / sizeof fatal[0], rescue, (int)SA_RESETHAND);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a full disk is told by the write itself */
    return OK;
}

void signals_close(bool ending)
{
    install(noted, sizeof noted / sizeof noted[0], ending ? SIG_IGN : SIG_DFL, 0);
    install(fatal, sizeof fatal / sizeof fatal[0], SIG_DFL, 0);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    pipe_ends[0] = pipe_ends[1] = -1;
}

int signals_fd(void)
{
    return pipe_ends[0];
}

bool signals_pending(void)
{
    return resized || stop || continued || end;
}

struct signals signals_take(void)
{
    char bytes[64];
    while (read(pipe_ends[0], bytes, sizeof bytes) > 0)
        continue;
    struct signals signals = {resized != 0, stop != 0, continued != 0, end};
    /* Only what was seen is cleared: another may come in between. */
    if (signals.resized)
        resized = 0;
    if (signals.stop)
        stop = 0;
    if (signals.continued)
        continued = 0;
    if (signals.end)
        end = 0;
    return signals;
}

void signals_rescue(const struct termios *settings, const char *escapes)
{
    rescue_escapes = NULL;
    rescue_settings = settings;
    rescue_escapes = escapes;
}

void signals_stop_self(void)
{
    static const int stopping[] = {SIGTSTP};
    install(stopping, 1, SIG_DFL, 0);
    kill(0, SIGTSTP); /* the whole job, as the terminal itself would */
    install(stopping, 1, note, SA_RESTART);
}
