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
# Signals, limits and scheduling of a process named by the first argument.
AIMED = ((200, 130), (234, 131), (129, 138), (297, 240), (302, 261), (434, 434),
         (144, 119), (142, 118), (314, 274), (203, 122))
PIDFD_SEND_SIGNAL = (424, 424)
