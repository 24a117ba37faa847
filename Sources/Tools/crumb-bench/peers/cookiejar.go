// cookiejar WORKLOAD PASSES: Go's net/http/cookiejar with the public suffix list of golang.org/x/net.
package main

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/net/publicsuffix"
)

func now() float64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1000
}

func main() {
	type line struct {
		url    *url.URL
		header http.Header
	}
	var lines []line
	var requests []*url.URL
	file, _ := os.Open(os.Args[1])
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		address, setCookie, found := strings.Cut(scanner.Text(), "\t")
		if address == "" {
			continue
		}
		url, _ := url.Parse(address)
		if found {
			lines = append(lines, line{url, http.Header{"Set-Cookie": {setCookie}}})
		} else {
			requests = append(requests, url)
		}
	}
	passes, _ := strconv.Atoi(os.Args[2])

	var jar *cookiejar.Jar
	start := now()
	for pass := 0; pass < passes; pass++ {
		jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
		for _, line := range lines {
			response := http.Response{Header: line.header}
			jar.SetCookies(line.url, response.Cookies())
		}
	}
	fmt.Printf("store %f\n", (now()-start)/float64(passes*len(lines)))

	bytes := 0
	start = now()
	for _, request := range requests {
		header := http.Request{Header: http.Header{}}
		for _, cookie := range jar.Cookies(request) {
			header.AddCookie(cookie)
		}
		bytes += len(header.Header.Get("Cookie"))
	}
	if bytes < 100*len(requests) {
		os.Exit(1)
	}
	fmt.Printf("retrieve %f\n", (now()-start)/float64(len(requests)))
}
