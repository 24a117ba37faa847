// Stubs for the functions of four libraries that libcurl.a calls but crumb is not linked with: libssh2,
// librtmp, OpenLDAP and Kerberos' GSS-API. With their dependencies (gnutls, sasl, krb5 …), every command
// would load about nineteen more libraries (Sources/Tools/crumb/Linking/README.md). crumb never uses
// what they are for: it only allows http and https (RequestOptions.swift), and neither Negotiate nor
// GSS-API for SOCKS 5.
//
// Each function fails as the real one does if its feature is unavailable, except for those that
// libcurl calls in every process, or repeats until they succeed.
//
// The stubs are hidden, so that a library that is loaded later and uses one of the real libraries does
// not get these. Callers pass other parameters than the stubs declare, which is harmless in the calling
// convention of every platform.

#include "CCurl.h"

#ifndef CRUMB_SHARED_LIBCURL

#if LIBCURL_VERSION_MAJOR != 7 || LIBCURL_VERSION_MINOR != 88
#error "these are the functions that Debian 12's libcurl.a needs; build with CRUMB_LIBCURL=shared here"
#endif

#pragma GCC visibility push(hidden)

#define NOTHING(name) \
    void name(void) {}
#define RETURNS(type, name, value) \
    type name(void) { return value; }

// libssh2, for scp and sftp. curl_global_init() and curl_version() call the first three.

RETURNS(int, libssh2_init, 0)
NOTHING(libssh2_exit)
RETURNS(const char *, libssh2_version, "none")

// LIBSSH2_ERROR_METHOD_NOT_SUPPORTED
#define UNSUPPORTED(name) RETURNS(long, name, -33)
#define NONE(name) RETURNS(void *, name, (void *)0)

UNSUPPORTED(libssh2_agent_connect)
UNSUPPORTED(libssh2_agent_disconnect)
NOTHING(libssh2_agent_free)
UNSUPPORTED(libssh2_agent_get_identity)
NONE(libssh2_agent_init)
UNSUPPORTED(libssh2_agent_list_identities)
UNSUPPORTED(libssh2_agent_userauth)
UNSUPPORTED(libssh2_channel_free)
UNSUPPORTED(libssh2_channel_read_ex)
UNSUPPORTED(libssh2_channel_send_eof)
UNSUPPORTED(libssh2_channel_wait_closed)
UNSUPPORTED(libssh2_channel_wait_eof)
UNSUPPORTED(libssh2_channel_write_ex)
NONE(libssh2_hostkey_hash)
UNSUPPORTED(libssh2_knownhost_add)
UNSUPPORTED(libssh2_knownhost_checkp)
UNSUPPORTED(libssh2_knownhost_del)
NOTHING(libssh2_knownhost_free)
UNSUPPORTED(libssh2_knownhost_get)
NONE(libssh2_knownhost_init)
UNSUPPORTED(libssh2_knownhost_readfile)
UNSUPPORTED(libssh2_knownhost_writefile)
NONE(libssh2_scp_recv2)
NONE(libssh2_scp_send64)
NONE(libssh2_session_abstract)
UNSUPPORTED(libssh2_session_block_directions)
NONE(libssh2_session_callback_set)
UNSUPPORTED(libssh2_session_disconnect_ex)
UNSUPPORTED(libssh2_session_flag)
UNSUPPORTED(libssh2_session_free)
UNSUPPORTED(libssh2_session_handshake)
NONE(libssh2_session_hostkey)
NONE(libssh2_session_init_ex)
UNSUPPORTED(libssh2_session_last_errno)
UNSUPPORTED(libssh2_session_last_error)
UNSUPPORTED(libssh2_session_method_pref)
NOTHING(libssh2_session_set_blocking)
UNSUPPORTED(libssh2_sftp_close_handle)
NONE(libssh2_sftp_init)
UNSUPPORTED(libssh2_sftp_last_error)
UNSUPPORTED(libssh2_sftp_mkdir_ex)
NONE(libssh2_sftp_open_ex)
UNSUPPORTED(libssh2_sftp_read)
UNSUPPORTED(libssh2_sftp_readdir_ex)
UNSUPPORTED(libssh2_sftp_rename_ex)
UNSUPPORTED(libssh2_sftp_rmdir_ex)
NOTHING(libssh2_sftp_seek64)
UNSUPPORTED(libssh2_sftp_shutdown)
UNSUPPORTED(libssh2_sftp_stat_ex)
UNSUPPORTED(libssh2_sftp_statvfs)
UNSUPPORTED(libssh2_sftp_symlink_ex)
UNSUPPORTED(libssh2_sftp_unlink_ex)
UNSUPPORTED(libssh2_sftp_write)
UNSUPPORTED(libssh2_userauth_authenticated)
UNSUPPORTED(libssh2_userauth_keyboard_interactive_ex)
NONE(libssh2_userauth_list)
UNSUPPORTED(libssh2_userauth_password_ex)
UNSUPPORTED(libssh2_userauth_publickey_fromfile_ex)

// librtmp, for rtmp.

NONE(RTMP_Alloc)
NOTHING(RTMP_Init)
NOTHING(RTMP_SetBufferMS)
NOTHING(RTMP_Close)
NOTHING(RTMP_Free)
RETURNS(int, RTMP_SetupURL, 0)
RETURNS(int, RTMP_Connect1, 0)
RETURNS(int, RTMP_ConnectStream, 0)
RETURNS(int, RTMP_Read, -1)
RETURNS(int, RTMP_Write, -1)

// OpenLDAP, for ldap. curl_version() calls ldap_get_option(), which fails with LDAP_OPT_ERROR.

RETURNS(int, ldap_get_option, -1)
RETURNS(int, ldap_set_option, -1)
RETURNS(int, ldap_pvt_url_scheme2proto, -1)
RETURNS(int, ldap_result, -1)
RETURNS(int, ldap_msgtype, -1)
RETURNS(int, ber_sockbuf_add_io, -1)
// LDAP_URL_ERR_BADSCHEME
RETURNS(int, ldap_url_parse, 2)
RETURNS(const char *, ldap_err2string, "LDAP is not supported")

// LDAP_NOT_SUPPORTED
#undef UNSUPPORTED
#define UNSUPPORTED(name) RETURNS(int, name, -12)

UNSUPPORTED(ldap_init_fd)
UNSUPPORTED(ldap_start_tls)
UNSUPPORTED(ldap_sasl_bind)
UNSUPPORTED(ldap_parse_sasl_bind_result)
UNSUPPORTED(ldap_search_ext)
UNSUPPORTED(ldap_parse_result)
UNSUPPORTED(ldap_get_dn_ber)
UNSUPPORTED(ldap_get_attribute_ber)
UNSUPPORTED(ldap_abandon_ext)
UNSUPPORTED(ldap_unbind_ext)

NOTHING(ldap_free_urldesc)
NOTHING(ldap_memfree)
RETURNS(int, ldap_msgfree, 0)
NOTHING(ber_free)
NOTHING(ber_bvfree)
NOTHING(ber_memfree)
NOTHING(ber_memvfree)

// GSS-API (RFC 2744), for Negotiate and SOCKS 5.

struct buffer {
    unsigned long length;
    const char *value;
};

// GSS_S_UNAVAILABLE, without a minor status.
#undef UNSUPPORTED
#define UNSUPPORTED(name) \
    unsigned name(unsigned *minor) { \
        *minor = 0; \
        return 16u << 16; \
    }

UNSUPPORTED(gss_import_name)
UNSUPPORTED(gss_init_sec_context)
UNSUPPORTED(gss_inquire_context)
UNSUPPORTED(gss_display_name)
UNSUPPORTED(gss_wrap)
UNSUPPORTED(gss_unwrap)
// GSS_S_COMPLETE, because there is nothing to free.
RETURNS(unsigned, gss_delete_sec_context, 0)
RETURNS(unsigned, gss_release_name, 0)

// libcurl repeats this call until it succeeds.
unsigned gss_display_status(
    unsigned *minor, unsigned status, int kind, void *mechanism, unsigned *more, struct buffer *text) {
    (void)status, (void)kind, (void)mechanism;
    *minor = *more = 0;
    text->value = "GSS-API is not supported";
    text->length = __builtin_strlen(text->value);
    return 0;
}

unsigned gss_release_buffer(unsigned *minor, struct buffer *text) {
    *minor = 0;
    text->length = 0;
    text->value = (void *)0;
    return 0;
}

void *GSS_C_NT_HOSTBASED_SERVICE = (void *)0;

#pragma GCC visibility pop

#endif
