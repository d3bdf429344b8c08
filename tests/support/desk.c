#include "support/desk.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "mend/base/path.h"

enum { SECRETS = 9 };

int desk_setup(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    desk->folder = folder_make();
    desk->home = path_join(desk->folder, "home");
    desk->input = path_join(desk->folder, "input");
    assert_int_equal(setenv("MEND_HOME", desk->home, 1), 0);
    assert_int_equal(setenv("MEND_NOW", "2026-11-21T22:05:00", 1), 0);
    *state = desk;
    return 0;
}

int desk_teardown(void **state)
{
    struct desk *desk = *state;
    unsetenv("MEND_HOME");
    unsetenv("MEND_NOW");
    folder_remove(desk->folder);
    free(desk->home);
    free(desk->input);
    str_free(&desk->out);
    str_free(&desk->errors);
    free(desk);
    return 0;
}

static void become_mend(const struct desk *desk, int out, int errors, const char *const *arguments)
{
    const char *argv[16] = {"mend"};
    for (int i = 0; arguments[i]; i++)
        argv[i + 1] = arguments[i];
    setsid(); /* no terminal to ask at, also where the tests are run at one */
    int in = open(desk->input, O_RDONLY);
    if (desk->secrets) {
        int ends[2];
        if (pipe(ends) || write(ends[1], desk->secrets, strlen(desk->secrets)) < 0)
            _exit(126);
        close(ends[1]);
        dup2(ends[0], SECRETS);
    }
    if (desk->output)
        out = open(desk->output, O_WRONLY);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    execv(getenv("MEND_BINARY"), (char *const *)(uintptr_t)argv);
    _exit(127);
}

static void take_all(int end, struct str *into)
{
    char bytes[4096];
    str_truncate(into, 0);
    for (ssize_t length; (length = read(end, bytes, sizeof bytes)) > 0;)
        str_append(into, bytes, (size_t)length);
    close(end);
}

/* What goes to standard error is never long. */
void desk_run(struct desk *desk, const char *input, size_t length, const char *const *arguments)
{
    int out[2], errors[2];
    FILE *file = fopen(desk->input, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(input, 1, length, file), length);
    fclose(file);
    assert_int_equal(pipe(out), 0);
    assert_int_equal(pipe(errors), 0);
    pid_t pid = fork();
    if (pid == 0)
        become_mend(desk, out[1], errors[1], arguments);
    close(out[1]);
    close(errors[1]);
    take_all(out[0], &desk->out);
    take_all(errors[0], &desk->errors);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    desk->status = WEXITSTATUS(status);
}

void desk_expect_out(const struct desk *desk, const char *exactly)
{
    if (desk->status != 0 || desk->errors.length > 0)
        fail_msg("status %d, \"%s\"", desk->status, str_text(&desk->errors));
    assert_string_equal(exactly, str_text(&desk->out));
}

void desk_expect_failure(const struct desk *desk, int status, const char *says)
{
    const char *text = str_text(&desk->errors);
    if (desk->status != status || !strstr(text, says) || strncmp(text, "mend: ", 6) != 0)
        fail_msg("status %d, \"%s\"; expected %d, \"%s\"", desk->status, text, status, says);
    assert_int_equal(desk->out.length, 0);
    assert_ptr_equal(strchr(text, '\n'), text + desk->errors.length - 1);
}
