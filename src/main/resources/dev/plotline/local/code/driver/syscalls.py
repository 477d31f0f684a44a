"""Numbers of the system calls that sandboxed code is refused, as (x86_64, aarch64)."""

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

# What widens the attack surface of the kernel, makes name spaces, looks into other processes, or
# holds memory and files where no limit counts them.
REFUSED = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438), "kcmp": (312, 272), "process_madvise": (440, 440),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "open_tree_attr": (467, 467),
    "unshare": (272, 97), "setns": (308, 268),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106),
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    # Without a name space of its own, those of the user's other processes are only a number away.
    "shmat": (30, 196), "shmctl": (31, 195), "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187),
    "semop": (65, 193), "semtimedop": (220, 192), "semctl": (66, 191), "mq_unlink": (241, 181),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "fanotify_init": (300, 262),
    "quotactl": (179, 60), "quotactl_fd": (443, 443), "swapon": (167, 224), "swapoff": (168, 225),
    "reboot": (169, 142), "acct": (163, 89), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "clock_adjtime": (305, 266), "adjtimex": (159, 171), "sethostname": (170, 161),
    "setdomainname": (171, 162), "syslog": (103, 116), "personality": (135, 92),
    "lookup_dcookie": (212, 18), "mbind": (237, 235), "migrate_pages": (256, 238),
    "move_pages": (279, 239), "vhangup": (153, 58),
}
ONLY_X86 = (172, 173, 154, 134, 136, 139, 156)      # iopl, ioperm, modify_ldt, uselib, ustat, sysfs, _sysctl

CLONE, CLONE3 = (56, 220), (435, 435)
SOCKET, SOCKETPAIR, CONNECT, BIND = (41, 198), (53, 199), (42, 203), (49, 200)
IOCTL, FCNTL, PRCTL, MMAP = (16, 29), (72, 25), (157, 167), (9, 222)
KILL = (62, 129)
# Signals and descriptors of a process named by the first argument.
AIMED = ((200, 130), (234, 131), (129, 138), (297, 240), (434, 434))
PIDFD_SEND_SIGNAL = (424, 424)
# Limits and scheduling of a process named by the first argument: prlimit64, sched_setscheduler,
# sched_setparam, sched_setattr, sched_setaffinity.
TUNED = ((302, 261), (144, 119), (142, 118), (314, 274), (203, 122))
# Priorities of a process, a group of them or all of a user: (number, what says that it is a process).
RANKED = (((141, 140), 0), ((251, 30), 1))              # setpriority, ioprio_set
# Takes blocks without making a file longer, which is all that RLIMIT_FSIZE looks at.
FALLOCATE = (285, 47)

# What Landlock does not know. Numbers are None where there is no such call.
INOTIFY = ((253, None), (294, 26))                      # inotify_init, inotify_init1
CHMOD, FCHMOD, FCHMODAT = (90, None), (91, 52), (268, 53)
CHOWN, FCHOWN, LCHOWN, FCHOWNAT = (92, None), (93, 55), (94, None), (260, 54)
UTIMENSAT = (280, 88)
CHANGES = (CHMOD, FCHMOD, FCHMODAT, CHOWN, FCHOWN, LCHOWN, FCHOWNAT, UTIMENSAT)
# Older or newer ways to do the same, for which libraries have another: utime, utimes, futimesat, fchmodat2.
CHANGES_OTHERWISE = ((132, None), (235, None), (261, None), (452, 452))
# setxattr, lsetxattr, fsetxattr, removexattr, lremovexattr, fremovexattr, setxattrat, removexattrat, file_setattr.
ATTRIBUTES = ((188, 5), (189, 6), (190, 7), (197, 14), (198, 15), (199, 16), (463, 463), (466, 466), (469, 469))
SECCOMP = (317, 277)
OPENAT2 = 437
