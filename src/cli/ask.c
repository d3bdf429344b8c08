#include "ask.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "mend/base/message.h"
#include "mend/base/utf8.h"

enum { LINE_MOST = 1024 };

/* ---- lines ---- */

static volatile sig_atomic_t caught; /* the signal that came while a passphrase was typed */

static void catch (int number)
{
    caught = number;
}

/* One line of FD, byte by byte: what comes after it is for the next question. */
static enum err read_line(int fd, struct answer_line *line, struct fault *fault)
{
    char byte;
    for (;;) {
        ssize_t got = read(fd, &byte, 1);
        if (got < 0 && errno == EINTR && !caught)
            continue;
        if (got < 0)
            return fault_set_system(fault, errno, _("The passphrase could not be read."));
        if (got == 0 && line->length == 0)
            return fault_set(fault, ERR_INPUT,
                             _("The input ended before the line that was asked for. Please start "
                               "again."));
        if (got == 0 || byte == '\n') {
            if (line->length > 0 && line->bytes[line->length - 1] == '\r')
                line->length--; /* lines as other systems end them */
            return OK;
        }
        if (line->length == LINE_MOST)
            return fault_set(fault, ERR_INPUT, _("A passphrase has at most %d bytes."), LINE_MOST);
        line->bytes[line->length++] = byte;
    }
}

/* What would end mend waits until the terminal shows again what is typed. */
static void catch_signals(struct sigaction before[], bool restore)
{
    static const int numbers[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP};
    const struct sigaction action = {.sa_handler = catch}; /* without SA_RESTART */
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (restore)
            sigaction(numbers[i], &before[i], NULL);
        else
            sigaction(numbers[i], &action, &before[i]);
}

static enum err ask_terminal(const char *prompt, bool echo, struct answer_line *line,
                             struct fault *fault)
{
    struct termios before;
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || tcgetattr(fd, &before) != 0) {
        if (fd >= 0)
            close(fd);
        return fault_set(fault, ERR_INPUT,
                         _("A passphrase is needed, and there is no terminal to ask at. "
                           "--passphrase-fd N takes it from an open file."));
    }
    struct sigaction handlers[4];
    struct termios quiet = before;
    if (!echo)
        quiet.c_lflag &= (tcflag_t)~ECHO;
    catch_signals(handlers, false);
    tcsetattr(fd, TCSAFLUSH, &quiet);
    dprintf(fd, "%s ", prompt);
    enum err err = read_line(fd, line, fault);
    if (!echo)
        dprintf(fd, "\n");
    tcsetattr(fd, TCSAFLUSH, &before);
    close(fd);
    catch_signals(handlers, true);
    if (caught)
        raise(caught);
    return err;
}

enum err ask_line(const struct asked *asked, const char *prompt, bool echo,
                  struct answer_line *line, struct fault *fault)
{
    ask_free(line);
    line->bytes = vault_memory(LINE_MOST + 1);
    if (!line->bytes)
        return fault_set_memory(fault);
    if (asked->passphrase_fd >= 0)
        return read_line(asked->passphrase_fd, line, fault);
    return ask_terminal(prompt, echo, line, fault);
}

void ask_free(struct answer_line *line)
{
    vault_memory_free(line->bytes);
    *line = (struct answer_line){0};
}

/* ---- questions ---- */

enum err ask_word(const struct asked *asked, const char *prompt, const char *word,
                  const char *otherwise, struct fault *fault)
{
    struct answer_line line = {0};
    struct asked terminal = *asked;
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fault_set(fault, ERR_INPUT,
                         _("There is no terminal to ask at. --yes goes on without asking."));
    close(fd);
    terminal.passphrase_fd = -1;
    enum err err = ask_line(&terminal, prompt, true, &line, fault);
    if (!err && strcmp(line.bytes, word) != 0)
        err = fault_set(fault, ERR_CANCELLED, "%s", otherwise);
    ask_free(&line);
    return err;
}

/* What the unlock screen would take for a key, or not take at all, must not get into one. */
static bool can_be_typed(const struct answer_line *line)
{
    for (size_t i = 0; i < line->length; i++)
        if ((unsigned char)line->bytes[i] < ' ' || line->bytes[i] == 0x7f)
            return false;
    return utf8_valid(line->bytes, line->length);
}

enum err ask_new(const struct asked *asked, struct answer_line *line, struct fault *fault)
{
    struct answer_line again = {0};
    enum err err = ask_line(asked, _("New passphrase:"), false, line, fault);
    if (!err && line->length == 0)
        err = fault_set(fault, ERR_INPUT, _("The new passphrase is empty. Nothing was changed."));
    if (!err && !can_be_typed(line))
        err = fault_set(fault, ERR_INPUT,
                        _("The new passphrase has something in it that cannot be typed on the "
                          "screen where it is asked for, such as a Tab. Nothing was changed."));
    if (!err && asked->passphrase_fd < 0)
        err = ask_line(asked, _("The same again:"), false, &again, fault);
    if (!err && again.bytes &&
        (again.length != line->length || memcmp(again.bytes, line->bytes, line->length) != 0))
        err = fault_set(fault, ERR_INPUT,
                        _("The two were not the same. Nothing was changed; please try again."));
    ask_free(&again);
    return err;
}

enum err ask_and_unlock(const struct asked *asked, const struct opening *opening,
                        struct opened *opened, struct fault *fault)
{
    struct answer_line line = {0};
    enum err err = opening_look(opening, opened, fault);
    if (!err && opened->kind == VAULT_SEALED)
        err = ask_line(asked, _("Passphrase:"), false, &line, fault);
    if (!err)
        err = opening_unlock(opening, line.bytes ? line.bytes : "", line.length, false, opened,
                             fault);
    ask_free(&line);
    return err;
}

/* ---- long work ---- */

static volatile sig_atomic_t called_off;

static void call_off(int number)
{
    (void)number;
    called_off = 1;
}

static bool go_on(void *context, int thousandths)
{
    (void)context;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%3d %%\r", thousandths / 10);
    return !called_off;
}

const struct vault_work *ask_work(void)
{
    static const struct vault_work work = {go_on, store_prepare, NULL};
    struct sigaction action = {.sa_handler = call_off};
    sigaction(SIGINT, &action, NULL);
    return &work;
}

enum err ask_open_store(const struct asked *asked, struct clock *clock, struct opened *opened,
                        struct fault *fault)
{
    struct opening opening = {asked->cli->home, clock};
    enum err err = clock_init(clock, getenv("MEND_NOW"), false, fault);
    if (!err)
        err = ask_and_unlock(asked, &opening, opened, fault);
    return err ? err : opening_store(&opening, opened, fault);
}
