// crumb-bench-spawn FILE COMMAND [ARGUMENT ...]: runs the command and writes its resource usage to
// the file: microseconds of user and system time, KiB of peak memory, page faults, the status from
// wait(2).
//
// It is in C, and small, for one reason: on Linux a process's peak memory is never less than that
// of its parent when it was started, so a parent of 15 MiB would hide any smaller peak.

#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc < 3) return 64;
    pid_t child = fork();
    if (child < 0) return 71;
    if (child == 0) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) != child) return 71;
    FILE *file = fopen(argv[1], "w");
    if (!file) return 73;
    long seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
    long microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    fprintf(file, "%ld %ld %ld %d\n", seconds * 1000000 + microseconds, usage.ru_maxrss,
            usage.ru_minflt, status);
    return fclose(file) ? 73 : 0;
}
