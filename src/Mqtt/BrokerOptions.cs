using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeWatch.Mqtt;

/// <summary>How the MQTT 5 broker is reached.</summary>
public sealed record BrokerOptions
{
    /// <summary>Host name or address.</summary>
    [Required, Description("Host name or address.")]
    public string Host { get; init; } = "localhost";

    /// <summary>TCP port: 1883 plain, 8883 TLS.</summary>
    [Range(1, 65535), Description("Port: 1883 plain, 8883 TLS.")]
    public int Port { get; init; } = 1883;

    /// <summary>User name, if the broker asks for one.</summary>
    [Description("User name, if the broker asks for one.")]
    public string? User { get; init; }

    /// <summary>Password.</summary>
    [Description("Password; ${NAME} takes an environment variable.")]
    public string? Password { get; init; }

    /// <summary>PEM file of the certificate authority; switches TLS on.</summary>
    [Description("PEM file of the certificate authority; switches TLS on.")]
    public string? CaFile { get; init; }

    /// <summary>PEM file of the client certificate.</summary>
    [Description("PEM file of the client certificate.")]
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of the client key.</summary>
    [Description("PEM file of the client key.")]
    public string? KeyFile { get; init; }

    /// <summary>Shows where, never the password.</summary>
    public override string ToString() => $"{(CaFile is null ? "mqtt" : "mqtts")}://{Host}:{Port}";
}
